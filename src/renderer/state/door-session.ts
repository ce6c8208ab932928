/** The door that the window uses: feeds the store, and carries every command. */
import type { CommandName, Failure, LabDoor, Request, Responses, Update } from '../../shared/contract'
import type { Recorded } from '../../shared/events'
import { readBack } from './backfill'
import { applyUpdate, backfilled } from './lab-view'
import { windowStore } from './lab'
import { sendPulses } from './pulses'

let door: LabDoor | null = null

/** Feeds the store from `next` until the returned function is called. */
export function connect(next: LabDoor): () => void {
  door = next
  let resyncAsked = false
  let reading = 0
  const onUpdate = (update: Update) => {
    const before = windowStore.get().live
    const applied = applyUpdate(before, update, performance.now())
    if (update.kind === 'state') {
      resyncAsked = false
      const known = before.loaded && before.startedAt === update.state.startedAt ? before.seq : 0
      if (known < update.state.seq) readHistory(known, update.state.seq + 1)
    } else if (applied.gap) {
      if (resyncAsked) return
      resyncAsked = true
      return next.resync()
    }
    windowStore.update((state) => (state.live === applied.view ? state : { ...state, live: applied.view }))
    if (update.kind === 'batch' && (applied.fresh.length > 0 || update.droppedPulses > 0))
      if (windowStore.get().snapshot === null)
        sendPulses({ events: applied.fresh, dropped: update.droppedPulses, atMs: update.atMs })
  }
  const readHistory = (afterSeq: number, beforeSeq: number) => {
    const mine = ++reading
    const onPage = (events: readonly Recorded[]) =>
      windowStore.update((state) => ({ ...state, live: backfilled(state.live, events) }))
    // Later than the state itself, which must be on screen first.
    setTimeout(() => void readBack(next, { afterSeq, beforeSeq }, onPage, () => mine === reading && door === next))
  }
  const stop = next.subscribe(onUpdate, (status) => windowStore.update((state) => ({ ...state, door: status })))
  return () => {
    stop()
    if (door === next) door = null
  }
}

/** What the lab answered. */
export type Answer<C extends CommandName> = { ok: true; value: Responses[C] } | { ok: false; error: Failure }

/** Sends a command; a door that breaks is an answer too. */
export async function ask<C extends CommandName>(command: C, request: Request<C>): Promise<Answer<C>> {
  if (door === null) return { ok: false, error: { code: 'unavailable', message: 'the lab is not connected' } }
  try {
    return await door.call(command, request)
  } catch (error) {
    return {
      ok: false,
      error: { code: 'unavailable', message: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** Tries to reach a lab whose door closed. */
export function reconnect(): void {
  door?.resync()
}
