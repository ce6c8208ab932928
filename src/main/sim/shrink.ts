/** Finds a small part of a failing run's faults that still makes it fail in the same way. */
import { type Fault, profileOf } from './profile'
import { type RunOptions, type RunResult, simulate } from './simulation'

/** Runs spent on one failure at most. */
const MAX_RUNS = 150

/** The failing run again with as few faults as were needed; the run itself when none could be left out. */
export async function shrink(failing: RunResult, options: RunOptions): Promise<RunResult> {
  let best = failing
  let faults: readonly Fault[] = profileOf(failing.seed, options.events).faults
  let runs = 0
  // Delta debugging (Zeller 2002): leave out ever smaller parts, as long as the rest still fails.
  for (let parts = 2; faults.length > 0 && runs < MAX_RUNS;) {
    const size = Math.ceil(faults.length / parts)
    let left: readonly Fault[] | null = null
    for (let from = 0; from < faults.length && runs < MAX_RUNS; from += size) {
      const some = [...faults.slice(0, from), ...faults.slice(from + size)]
      const result = await simulate(failing.seed, { ...options, faults: some })
      runs++
      if (!sameFailure(result, failing)) continue
      left = some
      best = result
      break
    }
    if (left !== null) {
      faults = left
      parts = Math.max(2, parts - 1)
    } else if (size === 1) break
    else parts = Math.min(faults.length, parts * 2)
  }
  return best
}

function sameFailure(a: RunResult, b: RunResult): boolean {
  return a.failure !== null && a.failure.kind === b.failure?.kind && a.failure.predicate === b.failure.predicate
}
