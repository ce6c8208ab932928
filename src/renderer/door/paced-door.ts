import type { LabDoor, Update } from '../../shared/contract'

/** Faster than this nobody sees updates one by one, ms. */
export const PACE_MS = 50
/** Slower than this a window seems to stand still, ms. */
const SLOWEST_MS = 250
/** Taking updates in, drawing included, may take at most one part of so many of the window's time. */
const SHARE = 6

/**
 * The same door, with what arrives handed on together, twenty times a second at most, and less often where that takes long. When the window is slow, updates pile up in the browser's queue
 * and come back to back; drawing after each would keep everything else waiting, and React gives up on a page that never
 * gets to its other work. An answer still finds all that came before it handed on.
 */
export function pacedDoor(door: LabDoor): LabDoor {
  const flushes = new Set<() => void>()
  return {
    kind: door.kind,
    resync: () => door.resync(),
    async call(command, request) {
      const reply = await door.call(command, request)
      for (const flush of flushes) flush()
      return reply
    },
    subscribe(onUpdate, onStatus) {
      const waiting: Update[] = []
      let timer: ReturnType<typeof setTimeout> | undefined
      let notBeforeMs = -Infinity
      const flush = () => {
        clearTimeout(timer)
        timer = undefined
        if (waiting.length === 0) return
        const startMs = performance.now()
        for (const update of waiting.splice(0)) onUpdate(update)
        const taken = () => {
          const endMs = performance.now()
          notBeforeMs = startMs + Math.min(SLOWEST_MS, Math.max(PACE_MS, SHARE * (endMs - startMs)))
        }
        taken()
        // What is drawn because of them is drawn as this turn ends.
        queueMicrotask(() => queueMicrotask(taken))
      }
      flushes.add(flush)
      const stop = door.subscribe(
        (update) => {
          waiting.push(update)
          timer ??= setTimeout(flush, Math.max(0, notBeforeMs - performance.now()))
        },
        (status) => {
          flush()
          onStatus(status)
        }
      )
      return () => {
        stop()
        clearTimeout(timer)
        flushes.delete(flush)
      }
    }
  }
}
