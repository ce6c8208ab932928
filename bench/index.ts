/**
 * npm run bench: measures the lab on this machine and prints its figures; `--json FILE` writes them. `--only a,b` picks
 * parts, `--quick` makes fewer runs, `--minutes N` watches the window's memory for longer, `--keys N` writes fewer keys into the crowded ring. Recording is on throughout.
 */
import { writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { parseArgs } from 'node:util'
import { Report } from './figures'
import { idle, runIdle } from './idle'
import { hungNode, insideLoad, runClient, unaryLoad } from './load'
import { converge, crashRepair, hopsOf, lookups } from './ring'

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    client: { type: 'string' },
    count: { type: 'string' },
    minutes: { type: 'string' },
    idle: { type: 'string' },
    keys: { type: 'string' }
  }
})

const runs = options.quick ? 1 : 5
const PARTS: Record<string, (report: Report) => Promise<void>> = {
  converge: async (report) => {
    await converge(report, 5, runs)
    await converge(report, 8, runs)
    await converge(report, 16, runs, 250)
    await converge(report, 64, runs, 1000)
    await converge(report, 256, Math.min(runs, 3), 4000)
  },
  crash: async (report) => {
    await crashRepair(report, 8, runs)
    await crashRepair(report, 64, runs, 100)
  },
  lookup: async (report) => {
    await hopsOf(report, 16, 1000)
    await lookups(report, 64, 2000)
  },
  inside: (report) => insideLoad(report, Math.min(runs, 3), 100_000),
  unary: (report) => unaryLoad(report, 20_000),
  hung: (report) => hungNode(report, Math.min(runs, 3)),
  idle: async (report) => {
    await idle(report, 5, 10_000, 2)
    await idle(report, 256, 0, 8, 350)
  },
  // A browser's driver is loaded only where it is used: it would weigh on the memory that other parts measure.
  window: async (report) => (await import('./window')).windowFigures(report, Math.min(runs, 3)),
  frames: async (report) =>
    (await import('./frames')).framesFigures(
      report,
      options.quick
        ? { watchMs: 10_000, nodes: 64, keys: 10_000 }
        : { watchMs: Number(options.minutes ?? 1) * 60_000, nodes: 256, keys: Number(options.keys ?? 100_000) }
    )
}

async function main(): Promise<void> {
  const names = options.only === undefined ? Object.keys(PARTS) : options.only.split(',')
  const unknown = names.find((name) => PARTS[name] === undefined)
  if (unknown !== undefined) {
    console.error(`unknown part: ${unknown} (there are ${Object.keys(PARTS).join(', ')})`)
    process.exitCode = 2
    return
  }
  const processors = cpus()
  console.log(
    `${type()} ${release()}, ${processors.length} × ${processors[0]?.model ?? 'unknown'}, ` +
      `${Math.round(totalmem() / 1e9)} GB, Node ${process.version}`
  )
  const report = new Report()
  for (const name of names) await (PARTS[name] as (report: Report) => Promise<void>)(report)
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report.toJson(), null, 2)}\n`)
}

/** A part that runs in a process of its own answers its parent with one message. */
async function part(work: Promise<unknown>): Promise<void> {
  process.send?.(await work, () => process.exit(0))
}

if (options.client !== undefined) void part(runClient(options.client.split(','), Number(options.count)))
else if (options.idle !== undefined) void part(runIdle(Number(options.idle), Number(options.keys)))
else void main().then(() => process.exit())
