import type { LabDoor, Reply } from '../../shared/contract'
import {
  MAX_FRAME_BYTES,
  type SocketFromWindow,
  type SocketToWindow,
  type WireEvents,
  createDoor,
  refused
} from '../../shared/door'

const FIRST_RETRY_MS = 250
const SLOWEST_RETRY_MS = 4000

/** What the browser door needs of its surroundings; tests bring their own. */
export interface BrowserDoorOptions {
  /** Opens a WebSocket to the lab. */
  connect(): WebSocket
  /** Whether the lab still knows this page: `gone` when its session ended for good, `away` when nobody answers. */
  checkSession(): Promise<'valid' | 'gone' | 'away'>
}

const here: BrowserDoorOptions = {
  connect: () => new WebSocket(`ws://${location.host}/door`),
  checkSession: async () => {
    try {
      const response = await fetch('/session', { cache: 'no-store' })
      return response.status === 401 ? 'gone' : 'valid'
    } catch {
      return 'away'
    }
  }
}

/** The lab over a WebSocket, which opens again by itself when it was lost. */
export function browserDoor(options: BrowserDoorOptions = here): LabDoor & { close(): void } {
  let close = () => {}
  const door = createDoor((events) => {
    const socket = new DoorSocket(options, events)
    close = () => socket.close()
    return {
      kind: 'browser',
      call: (command, request) => socket.call(command, request),
      send: (message) => socket.send(message)
    }
  })
  return { ...door, close: () => close() }
}

class DoorSocket {
  private readonly options: BrowserDoorOptions
  private readonly events: WireEvents
  private readonly pending = new Map<number, { command: string; resolve: (reply: Reply) => void }>()
  private socket: WebSocket | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private retryMs = FIRST_RETRY_MS
  private lastCall = 0
  private isClosed = false
  /** Whether the next attempt is only a matter of time, or of somebody asking for it. */
  private isWaiting = false

  constructor(options: BrowserDoorOptions, events: WireEvents) {
    this.options = options
    this.events = events
    this.open()
  }

  send(frame: SocketFromWindow): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
    else if (this.socket === null && this.isWaiting && frame.t === 'resync') this.open()
  }

  call(command: string, request: unknown): Promise<Reply> {
    if (this.socket?.readyState !== WebSocket.OPEN)
      return Promise.resolve(refused('unavailable', `no connection to the lab: ${command} was not sent`))
    const id = ++this.lastCall
    const text = JSON.stringify({ t: 'call', id, command, request } satisfies SocketFromWindow)
    // Counting bytes costs a copy; a UTF-16 unit makes at most three.
    if (text.length * 3 > MAX_FRAME_BYTES && new TextEncoder().encode(text).length > MAX_FRAME_BYTES)
      return Promise.resolve(refused('invalid', `${command} is larger than ${MAX_FRAME_BYTES} bytes: ${text.length}`))
    this.socket.send(text)
    return new Promise((resolve) => this.pending.set(id, { command, resolve }))
  }

  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    this.socket?.close()
  }

  private open(): void {
    clearTimeout(this.timer)
    this.isWaiting = false
    const socket = this.options.connect()
    this.socket = socket
    socket.addEventListener('open', () => {
      this.retryMs = FIRST_RETRY_MS
      this.events.status({ state: 'open' })
    })
    socket.addEventListener('message', ({ data }) => this.take(JSON.parse(String(data)) as SocketToWindow))
    // The close event follows and tells the rest.
    socket.addEventListener('error', () => {})
    socket.addEventListener('close', ({ reason }) => void this.lost(reason))
  }

  private take(frame: SocketToWindow): void {
    if (frame.t === 'update') return this.events.arrived(frame)
    this.pending.get(frame.id)?.resolve(frame.reply)
    this.pending.delete(frame.id)
  }

  private async lost(reason: string): Promise<void> {
    this.socket = null
    for (const { command, resolve } of this.pending.values())
      resolve(refused('unavailable', `connection to the lab lost: ${command} may or may not have been done`))
    this.pending.clear()
    const because = reason || 'connection to the lab lost'
    if (this.isClosed) return this.events.status({ state: 'closed', reason: 'closed by this page', final: true })
    this.events.status({ state: 'closed', reason: `${because}; trying again`, final: false })
    const session = await this.options.checkSession()
    if (this.isClosed) return
    this.isWaiting = true
    if (session === 'gone') {
      const sentence = 'this page belongs to a lab that has ended: open the new link that the terminal shows'
      this.events.status({ state: 'closed', reason: sentence, final: true })
      return
    }
    this.timer = setTimeout(() => this.open(), this.retryMs)
    this.retryMs = Math.min(this.retryMs * 2, SLOWEST_RETRY_MS)
  }
}
