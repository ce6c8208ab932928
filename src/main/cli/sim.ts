/**
 * `sim`: runs rings over a simulated clock and network and reports the first thing that goes wrong in each. Exit codes: 0
 * clean, 1 a safety predicate failed, 3 the ring did not heal, 4 the code under test crashed, 2 a bad option.
 */
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { OptionError, wholeNumber } from '../door/options'
import { shrink } from '../sim/shrink'
import { type FailureKind, type RunResult, simulate } from '../sim/simulation'

const DEFAULT_SEEDS = 100
const DEFAULT_EVENTS = 5000
const MAX_SEED = 2 ** 31
/** Failures shrunk in one call; each takes about as long as a hundred runs. */
const MAX_SHRUNK = 3

export const EXIT_CODES: Readonly<Record<FailureKind, number>> = { safety: 1, liveness: 3, crash: 4 }

interface Options {
  readonly first: number
  readonly count: number
  /** One seed, told in full. */
  readonly single: boolean
  readonly events: number
  readonly json: boolean
  readonly log: boolean
  readonly limitMs: number
}

/** Runs the command line `argv`; returns the exit code. */
export async function runSim(argv: string[]): Promise<number> {
  try {
    const options = readOptions(argv)
    return await runSeeds(options)
  } catch (cause) {
    if (!(cause instanceof OptionError)) throw cause
    process.stderr.write(`sim: ${cause.message}\n`)
    return 2
  }
}

function readOptions(argv: string[]): Options {
  const values = parse(argv)
  const seed = { least: 0, most: MAX_SEED }
  const single = values.seed !== undefined
  if (single && (values.seeds !== undefined || values['first-seed'] !== undefined))
    throw new OptionError(`--seed goes alone, without --seeds and --first-seed: ${values.seed}`)
  const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes)
  if (!(minutes > 0)) throw new OptionError(`--minutes is not a number above 0: ${values.minutes}`)
  return {
    first: single
      ? wholeNumber('seed', values.seed, { ...seed, fallback: 0 })
      : wholeNumber('first-seed', values['first-seed'], { ...seed, fallback: 1 }),
    count: single ? 1 : wholeNumber('seeds', values.seeds, { least: 1, most: MAX_SEED, fallback: DEFAULT_SEEDS }),
    single,
    events: wholeNumber('events', values.events, { least: 1, most: 10_000_000, fallback: DEFAULT_EVENTS }),
    json: values.json === true,
    log: values.log === true,
    limitMs: minutes * 60_000
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seeds: { type: 'string' },
        'first-seed': { type: 'string' },
        seed: { type: 'string' },
        events: { type: 'string' },
        minutes: { type: 'string' },
        json: { type: 'boolean' },
        log: { type: 'boolean' }
      }
    }).values
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new OptionError((message.split('. ')[0] ?? message).replace(/^./, (letter) => letter.toLowerCase()))
  }
}

async function runSeeds(options: Options): Promise<number> {
  const startedMs = performance.now()
  const runs: RunResult[] = []
  const failures: FailureReport[] = []
  for (let seed = options.first; seed < options.first + options.count; seed++) {
    if (performance.now() - startedMs > options.limitMs) break
    const result = await simulate(seed, { events: options.events, tellsAll: options.log })
    runs.push(result)
    if (options.single && !options.json) tellRun(result, options.log)
    if (result.failure === null) continue
    const report = await reportOf(result, options.events, failures.length < MAX_SHRUNK)
    failures.push(report)
    if (!options.json) tellFailure(report)
  }
  const summary = summaryOf(runs, (performance.now() - startedMs) / 1000)
  if (options.json)
    say(JSON.stringify({ ...summary, trace: options.single ? runs[0]?.trace : undefined, failures }, null, 2))
  else if (!options.single) tellSummary(summary, options, failures.length)
  const [first] = failures
  return first === undefined ? 0 : EXIT_CODES[first.kind]
}

interface FailureReport {
  readonly seed: number
  readonly commit: string
  readonly kind: FailureKind
  readonly predicate: string
  readonly detail: string
  readonly event: number
  readonly atMs: number
  readonly replay: string
  /** What was done to the ring, in the smallest run found that fails in the same way. */
  readonly faults: readonly string[]
}

async function reportOf(result: RunResult, events: number, shrinks: boolean): Promise<FailureReport> {
  const { seed } = result
  const { kind, predicate, detail, event, atMs } = result.failure as NonNullable<RunResult['failure']>
  const smallest = shrinks ? await shrink(result, { events }) : result
  const replay = `npm run sim -- --seed ${seed} --events ${events}`
  return { seed, commit: commit(), kind, predicate, detail, event, atMs, replay, faults: smallest.log }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return 'unknown'
  }
}

interface Summary {
  readonly seeds: number
  readonly events: number
  readonly seconds: number
  readonly eventsPerSecond: number
  /** Seeds in which the theorem's assumptions held throughout. */
  readonly cleanSeeds: number
  readonly faults: number
  readonly acknowledgedWrites: number
  /** Rounds until the ring was Ideal after the last fault, and the largest share of the rounds allowed that was used. */
  readonly mostRounds: number
  readonly mostRoundsShare: number
  readonly slowestHealMs: number
  readonly doubleOwners: number
}

function summaryOf(runs: readonly RunResult[], seconds: number): Summary {
  const sum = (of: (run: RunResult) => number): number => runs.reduce((total, run) => total + of(run), 0)
  const most = (of: (run: RunResult) => number): number => runs.reduce((top, run) => Math.max(top, of(run)), 0)
  const events = sum((run) => run.events)
  return {
    seeds: runs.length,
    events,
    seconds: Number(seconds.toFixed(1)),
    eventsPerSecond: Math.round(events / seconds),
    cleanSeeds: runs.filter((run) => run.clean).length,
    faults: sum((run) => run.faultsPlayed),
    acknowledgedWrites: sum((run) => run.acknowledged),
    mostRounds: most((run) => run.rounds),
    mostRoundsShare: Number(most((run) => run.rounds / Math.max(1, run.roundsAllowed)).toFixed(2)),
    slowestHealMs: Math.round(most((run) => run.healMs)),
    doubleOwners: sum((run) => run.doubleOwners)
  }
}

function tellRun(run: RunResult, log: boolean): void {
  if (log) for (const line of run.log) say(line)
  const regime = run.clean ? "the theorem's assumptions hold" : 'anything may fail'
  say(`seed ${run.seed}: ${regime}; ${run.events} events, ${run.faultsPlayed} faults, ${run.requests} requests`)
  say(`ideal after ${run.rounds} of ${run.roundsAllowed} rounds allowed, ${Math.round(run.healMs)} ms`)
  say(`trace ${run.trace}`)
}

function tellFailure(report: FailureReport): void {
  say(`FAILED ${report.kind}: ${report.predicate}`)
  say(`  seed ${report.seed}, commit ${report.commit}, event ${report.event}, ${report.atMs.toFixed(1)} ms`)
  say(`  ${report.detail}`)
  say(`  replay: ${report.replay}`)
  say('  faults that are enough:')
  for (const line of report.faults) say(`    ${line}`)
}

function tellSummary(summary: Summary, options: Options, failed: number): void {
  const { seeds, events, seconds, eventsPerSecond } = summary
  say(`${seeds} seeds from ${options.first}: ${events} events in ${seconds} s, ${eventsPerSecond} a second`)
  say(
    `${summary.cleanSeeds} seeds under the theorem's assumptions, ${summary.faults} faults, ` +
      `${summary.acknowledgedWrites} acknowledged writes, ${summary.doubleOwners} moments with two owners`
  )
  say(
    `slowest to heal: ${summary.mostRounds} rounds (${Math.round(summary.mostRoundsShare * 100)} % of the bound at most), ` +
      `${summary.slowestHealMs} ms`
  )
  if (seeds < options.count) say(`out of time: ${options.count - seeds} seeds not run`)
  say(failed === 0 ? '0 failed' : `${failed} failed`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
