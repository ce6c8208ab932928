import type { LabDoor, Update } from '../../shared/contract'

/**
 * The same door, with what arrives handed on once a turn. When the window is slow, updates pile up in the browser's queue
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
      const flush = () => {
        clearTimeout(timer)
        timer = undefined
        for (const update of waiting.splice(0)) onUpdate(update)
      }
      flushes.add(flush)
      const stop = door.subscribe(
        (update) => {
          waiting.push(update)
          timer ??= setTimeout(flush)
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
