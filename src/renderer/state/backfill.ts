/** Reads back what the lab recorded before this window listened, page by page, newest first. */
import type { LabDoor } from '../../shared/contract'
import type { Recorded } from '../../shared/events'

const PAGE = 2_000
const MOST_PAGES = 10

/**
 * Recorded events that come before `beforeSeq` and after `afterSeq`, told in pages as they arrive. Ends at the oldest
 * one, at the bound, or when `wanted` says that nobody waits any more.
 */
export async function readBack(
  door: LabDoor,
  range: { afterSeq: number; beforeSeq: number },
  onPage: (events: readonly Recorded[]) => void,
  wanted: () => boolean
): Promise<void> {
  let beforeSeq = range.beforeSeq
  for (let page = 0; page < MOST_PAGES && wanted(); page++) {
    const answer = await door.call('events.page', { beforeSeq, limit: PAGE })
    if (!answer.ok || !wanted()) return
    const events = answer.value.events.filter((event) => event.seq > range.afterSeq)
    const first = events[0]
    if (first === undefined) return
    onPage(events)
    if (first.seq <= Math.max(answer.value.oldestSeq, range.afterSeq + 1)) return
    beforeSeq = first.seq
  }
}
