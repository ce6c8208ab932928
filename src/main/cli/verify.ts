/** `verify`: the exhaustive check of the ring protocol, or of a mutant of it, from the command line. */
import { parseArgs } from 'node:util'
import { check, type CheckReport, defaultStart, type Outcome } from '../sim/checker/check'
import { knownCount } from '../sim/checker/known-counts'
import { type Guard, GUARDS, type Network, NETWORKS } from '../sim/checker/ring-model'
import { PREDECESSOR_NAMES } from '../sim/checker/predecessor'
import { PREDICATE_NAMES } from '../sim/predicates'
import { MUTANTS } from '../sim/mutants/table'

const USAGE = `usage: verify [options]

  --ids N         identifiers on the circle, 3 to 6 (5)
  --r N           length of the successor list, 1 to 4 and below ids (2)
  --guard G       when nodes may fail: principals, window, invariant, joins, or both (principals and window)
  --network N     how notifications travel: slot (Zave's model) or queue (as our driver sends them)
  --start A,B,C   nodes of the Ideal ring to start from (0,1,3); fewer than r + 1 only with --guard joins
  --mutant NAME   check a deliberate fault in place of the protocol; --mutants lists them
  --nightly       the larger checks too: ids mod 6, r = 3, the queue network (about 10 minutes, 2 GB)
  --json          print the reports as JSON

Without options: ids mod 5, r = 2, both guards, and the growth of a ring from one node.
Exit code: 0 clean, 1 safety broken, 2 bad option, 3 Ideal out of reach, 4 the code under test crashed.
`

const NAMES = { ...PREDICATE_NAMES, ...PREDECESSOR_NAMES }
const EXIT_CODES: Record<Outcome, number> = { clean: 0, safety: 1, undecided: 2, liveness: 3, crash: 4 }

interface Run {
  readonly ids: number
  readonly r: number
  readonly start: readonly number[]
  readonly guard: Guard
  readonly network: Network
}

interface Command {
  readonly runs: readonly Run[]
  readonly mutant: string | undefined
  readonly json: boolean
}

class BadOption extends Error {}

/** Runs the checks that `argv` asks for, prints their figures, and returns the exit code. */
export async function runVerify(argv: string[]): Promise<number> {
  try {
    const command = read(argv)
    if (typeof command === 'string') process.stdout.write(command)
    return typeof command === 'string' ? 0 : runAll(command)
  } catch (error) {
    if (!(error instanceof BadOption)) throw error
    process.stderr.write(`verify: ${error.message}\n`)
    return 2
  }
}

function runAll({ runs, mutant, json }: Command): number {
  const rules = mutant === undefined ? undefined : MUTANTS.get(mutant)!.rules
  const reports: object[] = []
  let code = 0
  for (const run of runs) {
    const began = performance.now()
    const report = check(rules === undefined ? run : { ...run, rules })
    const tookMs = Math.round(performance.now() - began)
    const expected = mutant === undefined ? knownCount(run.ids, run.r, run.start, run.guard, run.network) : undefined
    reports.push({ ...run, mutant: mutant ?? null, expectedStates: expected ?? null, tookMs, ...plain(report) })
    if (!json) process.stdout.write(describe(run, report, expected, tookMs))
    code = EXIT_CODES[report.outcome]
    if (code !== 0) break
  }
  if (json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
  return code
}

/** A report that survives JSON. */
function plain(report: CheckReport): object {
  return report.error === undefined ? report : { ...report, error: String(report.error) }
}

function describe(run: Run, report: CheckReport, expected: number | undefined, tookMs: number): string {
  const lines = [
    `ids mod ${run.ids}, r = ${run.r}, start {${run.start.join()}}, guard ${run.guard}, network ${run.network}`,
    `  ${whole(report.states)} states${compared(report, expected)}, ${whole(report.transitions)} transitions, ${(tookMs / 1000).toFixed(1)} s`,
    ...verdict(run, report).map((line) => `  ${line}`),
    `  ${report.outcome}`
  ]
  return `${lines.join('\n')}\n\n`
}

function compared(report: CheckReport, expected: number | undefined): string {
  if (report.outcome !== 'clean' || expected === undefined) return ''
  return report.states === expected
    ? ' (as known)'
    : ` (known: ${whole(expected)}; the model or the steps have changed)`
}

function verdict(run: Run, report: CheckReport): string[] {
  const shown = [
    `shortest schedule (${report.schedule.length}): ${report.schedule.join(' · ') || '(none)'}`,
    ...report.ring
  ]
  const broken = report.broken
    .map(({ predicate, nodes }) => `${predicate} ${NAMES[predicate]} (${nodes.join(' ')})`)
    .join(', ')
  switch (report.outcome) {
    case 'safety':
      return [`broken: ${broken}`, ...shown]
    case 'liveness':
      return [`${whole(report.stuck)} states cannot reach Ideal by repair alone`, ...shown]
    case 'crash':
      return [`the step crashed: ${String(report.error)}`, ...shown]
    case 'undecided':
      return ['given up before all states were seen']
    case 'clean':
      return [
        ...(run.start.length > run.r ? ['0 violations of I1, I2, D1 to D7, P1, P2'] : []),
        `every state can reach Ideal by repair alone (${whole(report.ideal)} Ideal, ${report.quietIdeal} of them quiet)`
      ]
  }
}

function read(argv: string[]): Command | string {
  const values = parsed(argv)
  if (values.help === true) return USAGE
  if (values.mutants === true) return listMutants()
  const mutant = values.mutant
  if (mutant !== undefined && !MUTANTS.has(mutant)) throw new BadOption(`unknown mutant: ${mutant}`)
  const ids = wholeNumber('ids', values.ids ?? '5', 3, 6)
  const r = wholeNumber('r', values.r ?? '2', 1, Math.min(4, ids - 1))
  const network = oneOf('network', values.network ?? 'slot', NETWORKS)
  const guards = values.guard === undefined || values.guard === 'both' ? null : [oneOf('guard', values.guard, GUARDS)]
  const start = values.start === undefined ? defaultStart(ids, r) : startOf(values.start, ids)
  const runs: Run[] = (guards ?? ['principals', 'window']).map((guard: Guard) => ({ ids, r, start, guard, network }))
  if (start.length <= r && runs.some((run) => run.guard !== 'joins'))
    throw new BadOption(`start has fewer than r + 1 nodes, which needs --guard joins: ${start.join()}`)
  const plain = mutant === undefined && values.guard === undefined && values.start === undefined
  if (plain) runs.push({ ids, r, start: [0], guard: 'joins', network })
  if (values.nightly === true) runs.push(...NIGHTLY)
  return { runs, mutant, json: values.json === true }
}

const NIGHTLY: readonly Run[] = [
  { ids: 6, r: 3, start: defaultStart(6, 3), guard: 'window', network: 'slot' },
  { ids: 6, r: 3, start: defaultStart(6, 3), guard: 'principals', network: 'slot' },
  { ids: 6, r: 2, start: defaultStart(6, 2), guard: 'window', network: 'slot' },
  { ids: 5, r: 2, start: defaultStart(5, 2), guard: 'window', network: 'queue' }
]

function parsed(argv: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = { ids: text, r: text, guard: text, network: text, start: text, mutant: text } as const
  try {
    const flags = { mutants: flag, nightly: flag, json: flag, help: flag } as const
    return parseArgs({ args: argv, options: { ...options, ...flags }, strict: true }).values
  } catch (error) {
    throw new BadOption(error instanceof Error ? error.message : String(error))
  }
}

function listMutants(): string {
  const width = Math.max(...[...MUTANTS.keys()].map((name) => name.length))
  return [...MUTANTS].map(([name, { fault }]) => `${name.padEnd(width)}  ${fault}\n`).join('')
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new BadOption(`--${name} is not a whole number from ${least} to ${most}: ${text}`)
  return value
}

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text)
  if (found === undefined) throw new BadOption(`--${name} is not one of ${allowed.join(', ')}: ${text}`)
  return found
}

function startOf(text: string, ids: number): number[] {
  const start = text.split(',').map((part) => wholeNumber('start', part, 0, ids - 1))
  if (new Set(start).size !== start.length) throw new BadOption(`--start names a node twice: ${text}`)
  return start.sort((a, b) => a - b)
}

function whole(value: number): string {
  return value.toLocaleString('en-US')
}
