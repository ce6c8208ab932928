/** What `sim` tells of its runs: one run in full, each failure with all that it takes to see it again, and the sum. */
import { execFileSync } from 'node:child_process'
import type { FailureKind, RunResult } from '../sim/simulation'

export interface FailureReport {
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

/** `smallest` fails like `result` with fewer faults; `replay` is the command that shows it again. */
export function reportOf(result: RunResult, smallest: RunResult, replay: string): FailureReport {
  const { seed } = result
  const { kind, predicate, detail, event, atMs } = result.failure as NonNullable<RunResult['failure']>
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

export interface Summary {
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

export function summaryOf(runs: readonly RunResult[], seconds: number): Summary {
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

export function tellRun(run: RunResult, log: boolean): void {
  if (log) for (const line of run.log) say(line)
  const regime = run.clean ? "the theorem's assumptions hold" : 'anything may fail'
  say(`seed ${run.seed}: ${regime}; ${run.events} events, ${run.faultsPlayed} faults, ${run.requests} requests`)
  say(`ideal after ${run.rounds} of ${run.roundsAllowed} rounds allowed, ${Math.round(run.healMs)} ms`)
  say(`trace ${run.trace}`)
}

export function tellFailure(report: FailureReport): void {
  say(`FAILED ${report.kind}: ${report.predicate}`)
  say(`  seed ${report.seed}, commit ${report.commit}, event ${report.event}, ${report.atMs.toFixed(1)} ms`)
  say(`  ${report.detail}`)
  say(`  replay: ${report.replay}`)
  say('  faults that are enough:')
  for (const line of report.faults) say(`    ${line}`)
}

export function tellSummary(summary: Summary, asked: { first: number; count: number }, failed: number): void {
  const { seeds, events, seconds, eventsPerSecond } = summary
  say(`${seeds} seeds from ${asked.first}: ${events} events in ${seconds} s, ${eventsPerSecond} a second`)
  say(
    `${summary.cleanSeeds} seeds under the theorem's assumptions, ${summary.faults} faults, ` +
      `${summary.acknowledgedWrites} acknowledged writes, ${summary.doubleOwners} moments with two owners`
  )
  say(
    `slowest to heal: ${summary.mostRounds} rounds (${Math.round(summary.mostRoundsShare * 100)} % of the bound at most), ` +
      `${summary.slowestHealMs} ms`
  )
  if (seeds < asked.count) say(`out of time: ${asked.count - seeds} seeds not run`)
  say(failed === 0 ? '0 failed' : `${failed} failed`)
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
