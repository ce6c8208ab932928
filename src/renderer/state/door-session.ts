/** The door that the window uses: feeds the store, and carries every command. */
import type { CommandName, Failure, LabDoor, Request, Responses, Update } from '../../shared/contract'
import type { Recorded } from '../../shared/events'
import { pacer } from './attention'
import { readBack } from './backfill'
import { type Applied, applyUpdate, backfilled, type LabView } from './lab-view'
import { windowStore } from './lab'
import { STIRRED_MS } from './pacer'
import { sendPulses } from './pulses'
import { isQuiet } from './quiet'

let door: LabDoor | null = null

interface Arrived {
  update: Update
  nowMs: number
}

/** Feeds the store from `next` until the returned function is called. */
export function connect(next: LabDoor): () => void {
  door = next
  let resyncAsked = false
  let reading = 0
  /** Batches of a quiet ring that came since the last beat of a resting window. */
  const held: Arrived[] = []
  const onUpdate = (update: Update) => {
    if (update.kind === 'batch' && isQuiet(windowStore.get().live, update)) {
      held.push({ update, nowMs: performance.now() })
      if (!pacer.isResting) release(false)
      return
    }
    pacer.stir(STIRRED_MS)
    release(false)
    takeIn([{ update, nowMs: performance.now() }], false)
  }
  const release = (resting: boolean) => {
    if (held.length > 0) takeIn(held.splice(0), resting)
  }
  const takeIn = (arrived: readonly Arrived[], resting: boolean) => {
    const before = windowStore.get().live
    let view = before
    const fresh: Recorded[] = []
    let dropped = 0
    for (const { update, nowMs } of arrived) {
      const applied = applyUpdate(view, update, nowMs)
      if (!followed(update, view, applied)) return
      view = applied.view
      fresh.push(...applied.fresh)
      if (update.kind === 'batch') dropped += update.droppedPulses
    }
    windowStore.update((state) => (state.live === view ? state : { ...state, live: view }))
    if (windowStore.get().snapshot === null && (fresh.length > 0 || dropped > 0))
      sendPulses({ events: fresh, dropped, atMs: view.atMs, resting })
  }
  /** False after a gap: what was known is not enough, and a fresh state is on its way. */
  const followed = (update: Update, before: LabView, applied: Applied): boolean => {
    if (update.kind === 'state') {
      resyncAsked = false
      const known = before.loaded && before.startedAt === update.state.startedAt ? before.seq : 0
      if (known < update.state.seq) readHistory(known, update.state.seq + 1)
    } else if (applied.gap) {
      if (!resyncAsked) next.resync()
      resyncAsked = true
      return false
    }
    return true
  }
  const readHistory = (afterSeq: number, beforeSeq: number) => {
    const mine = ++reading
    const onPage = (events: readonly Recorded[]) =>
      windowStore.update((state) => ({ ...state, live: backfilled(state.live, events) }))
    // Later than the state itself, which must be on screen first.
    setTimeout(() => void readBack(next, { afterSeq, beforeSeq }, onPage, () => mine === reading && door === next))
  }
  const still = pacer.subscribe(() => release(pacer.isResting))
  const stop = next.subscribe(onUpdate, (status) => windowStore.update((state) => ({ ...state, door: status })))
  return () => {
    stop()
    still()
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
