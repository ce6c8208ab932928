/** Order and measure of work that goes on side by side. */

/** Runs `task` over all items, at most `limit` at once. The first failure rejects; no further item is begun then. */
export async function inParallel<T>(
  items: Iterable<T>,
  limit: number,
  task: (item: T) => Promise<void>
): Promise<void> {
  const queue = items[Symbol.iterator]()
  let failed = false
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !failed && next.done !== true; next = queue.next()) {
      try {
        await task(next.value)
      } catch (cause) {
        failed = true
        throw cause
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
}

/** The middle first, then the middles of both halves, and so on: neighbours in time are far apart in place. */
export function spread<T>(sorted: readonly T[]): T[] {
  const order: T[] = []
  let spans: [number, number][] = [[0, sorted.length]]
  while (spans.length > 0) {
    const next: [number, number][] = []
    for (const [from, to] of spans) {
      const middle = (from + to) >> 1
      if (from >= to) continue
      order.push(sorted[middle] as T)
      next.push([from, middle], [middle + 1, to])
    }
    spans = next
  }
  return order
}
