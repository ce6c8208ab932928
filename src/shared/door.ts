/**
 * What both doors have in common on the window's side: how commands and updates travel, and how one subscription of
 * the wire is shared by any number of listeners. The preload and the browser door each bring only their wire.
 */
import type { CommandName, DoorStatus, Failure, LabDoor, Reply, Request, Update } from './contract'

/** Updates that main sends ahead of the window's acknowledgements; over that it waits and starts again from a `state`. */
export const MAX_UPDATES_AHEAD = 64

/** What a window tells main beside its commands. `ack` says that the update of that number has been taken in. */
export type FromWindow = { t: 'ack'; n: number } | { t: 'resync' }

/** An update on its way to a window, numbered per connection from 1. */
export interface NumberedUpdate {
  t: 'update'
  n: number
  update: Update
}

/** The frames of the WebSocket door: Electron's IPC pairs a command with its reply by itself. */
export type CallFrame = { t: 'call'; id: number; command: string; request: unknown }
export type ReplyFrame = { t: 'reply'; id: number; reply: Reply }
export type SocketFromWindow = FromWindow | CallFrame
export type SocketToWindow = NumberedUpdate | ReplyFrame

/** A wire as the door drives it. */
export interface Wire {
  readonly kind: LabDoor['kind']
  call(command: CommandName, request: unknown): Promise<Reply>
  /** Sends if the wire is open and forgets it otherwise: on opening, main sends a `state` anyway. */
  send(message: FromWindow): void
}

/** What a wire tells its door. */
export interface WireEvents {
  arrived(message: NumberedUpdate): void
  status(status: DoorStatus): void
}

type Listener = { onUpdate: (update: Update) => void; onStatus: (status: DoorStatus) => void; primed: boolean }

/** Makes the LabDoor of a wire. `connect` is called once, and tells what arrives through the events given to it. */
export function createDoor(connect: (events: WireEvents) => Wire): LabDoor {
  const listeners = new Set<Listener>()
  let status: DoorStatus | null = null
  const wire = connect({
    arrived({ n, update }) {
      for (const listener of listeners) {
        if (update.kind === 'state') listener.primed = true
        // A late listener gets nothing before the state that its own subscription asked for.
        if (listener.primed) listener.onUpdate(update)
      }
      wire.send({ t: 'ack', n })
    },
    status(next) {
      status = next
      for (const listener of listeners) listener.onStatus(next)
    }
  })
  return {
    kind: wire.kind,
    call: <C extends CommandName>(command: C, request: Request<C>) => wire.call(command, request) as Promise<Reply<C>>,
    subscribe(onUpdate, onStatus) {
      const listener: Listener = { onUpdate, onStatus, primed: false }
      listeners.add(listener)
      if (status !== null) onStatus(status)
      wire.send({ t: 'resync' })
      return () => {
        listeners.delete(listener)
      }
    },
    resync: () => wire.send({ t: 'resync' })
  }
}

/** A refused command, as a reply. */
export function refused(code: Failure['code'], message: string): { ok: false; error: Failure } {
  return { ok: false, error: { code, message } }
}

/** Largest frame that the browser's door takes: the largest snapshot text, with room for its escapes. */
export const MAX_FRAME_BYTES = 320 * 1024 * 1024
