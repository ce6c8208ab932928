/** The door that the window uses: feeds the store, and carries every command. */
import type { CommandName, Failure, LabDoor, Request, Responses, Update } from '../../shared/contract'
import { applyUpdate } from './lab-view'
import { windowStore } from './lab'
import { sendPulses } from './pulses'

let door: LabDoor | null = null

/** Feeds the store from `next` until the returned function is called. */
export function connect(next: LabDoor): () => void {
  door = next
  let resyncAsked = false
  const onUpdate = (update: Update) => {
    const applied = applyUpdate(windowStore.get().live, update, performance.now())
    if (update.kind === 'state') resyncAsked = false
    else if (applied.gap && !resyncAsked) {
      resyncAsked = true
      next.resync()
    }
    windowStore.update((state) => (state.live === applied.view ? state : { ...state, live: applied.view }))
    if (update.kind === 'batch' && (applied.fresh.length > 0 || update.droppedPulses > 0))
      if (windowStore.get().snapshot === null)
        sendPulses({ events: applied.fresh, dropped: update.droppedPulses, atMs: update.atMs })
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

/** Which door it is; a fact for the footer of the command palette and for tests. */
export const doorKind = (): LabDoor['kind'] | null => door?.kind ?? null
