/**
 * How many states each check of the unchanged protocol visits. The first two agree with an independent model of the same
 * protocol (PROTOCOL §2, "Targets"); the others were found by this checker. docs/correctness.md says how they come about.
 */
import type { Guard, Network } from './ring-model'

const COUNTS: ReadonlyMap<string, number> = new Map([
  ['5/2/0,1,3/principals/slot', 777_771],
  ['5/2/0,1,3/window/slot', 184_136],
  ['5/2/0,1,3/invariant/slot', 970_356],
  ['5/2/0/joins/slot', 434_444],
  ['5/2/0,1,3/window/queue', 9_758_572],
  ['6/2/0,1,3/window/slot', 19_482_846],
  ['6/3/0,1,3,4/window/slot', 5_214_093],
  ['6/3/0,1,3,4/principals/slot', 15_214_017]
])

/** The number of states that this check is known to visit, or undefined when nobody has counted. */
export function knownCount(
  ids: number,
  r: number,
  start: readonly number[],
  guard: Guard,
  network: Network
): number | undefined {
  return COUNTS.get(`${ids}/${r}/${start.join()}/${guard}/${network}`)
}
