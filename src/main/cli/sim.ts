/** `sim`: runs rings over a simulated clock and network and reports the first thing that goes wrong in each. */
import { OptionError } from '../door/options'
import { shrink } from '../sim/shrink'
import { type FailureKind, type RunResult, simulate } from '../sim/simulation'
import { type Options, readOptions, USAGE } from './sim-options'
import { type FailureReport, reportOf, say, summaryOf, tellFailure, tellRun, tellSummary } from './sim-report'
import { loadTrace, saveTrace } from './sim-trace'

/** Failures shrunk in one call; each takes about as long as a hundred runs. */
const MAX_SHRUNK = 3

const EXIT_CODES: Readonly<Record<FailureKind, number>> = { safety: 1, liveness: 3, crash: 4 }

/** Runs the command line `argv`; returns the exit code. */
export async function runSim(argv: string[]): Promise<number> {
  try {
    const options = readOptions(argv)
    if (options.help) process.stdout.write(USAGE)
    else if (options.replay !== null) return await replayTrace(options.replay, options)
    else return await runSeeds(options)
    return 0
  } catch (cause) {
    if (!(cause instanceof OptionError)) throw cause
    process.stderr.write(`sim: ${cause.message}\n`)
    return 2
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
    const shrinks = result.failure !== null && failures.length < MAX_SHRUNK
    const smallest = shrinks ? await shrink(result, { events: options.events }) : result
    if (options.save !== null) saveTrace(options.save, smallest, options.events)
    if (result.failure === null) continue
    const report = reportOf(result, smallest, `npm run sim -- --seed ${seed} --events ${options.events}`)
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

async function replayTrace(path: string, options: Options): Promise<number> {
  const { seed, events, faults, trace } = loadTrace(path)
  const result = await simulate(seed, { events, faults, tellsAll: options.log })
  const same = result.trace === trace
  const failure = result.failure && reportOf(result, result, `npm run sim -- --replay ${path}`)
  if (options.json) say(JSON.stringify({ seed, events, trace: result.trace, same, failure }, null, 2))
  else {
    tellRun(result, options.log)
    say(
      same ? 'the same run as in the file' : `another run than in the file, which has trace ${trace}: the code changed`
    )
    if (failure !== null) tellFailure(failure)
  }
  return failure === null ? 0 : EXIT_CODES[failure.kind]
}
