/** A second way into a lab, beside the window under test: to seed it, and to ask what is true. */
import { WebSocket } from 'ws'
import type { CommandName, Reply, Request, Responses } from '../../src/shared/contract'
import type { SocketToWindow } from '../../src/shared/door'

/** A cookie as a browser context takes it. */
export interface SessionCookie {
  name: string
  value: string
  url: string
}

/** Trades the link of a lab for its session. */
export async function enterLab(link: string, origin: string): Promise<SessionCookie> {
  const response = await fetch(link, { redirect: 'manual' })
  const [pair = ''] = (response.headers.get('set-cookie') ?? '').split(';')
  const [name = '', value = ''] = pair.split('=')
  if (response.status !== 303 || value === '') throw new Error(`no session from ${link}: ${response.status}`)
  return { name, value, url: origin }
}

/** Asks a lab over its WebSocket, as any window does. */
export class LabClient {
  private readonly socket: WebSocket
  private readonly waiting = new Map<number, (reply: Reply) => void>()
  private last = 0

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as SocketToWindow
      if (frame.t === 'update') return socket.send(JSON.stringify({ t: 'ack', n: frame.n }))
      this.waiting.get(frame.id)?.(frame.reply)
      this.waiting.delete(frame.id)
    })
  }

  static open(origin: string, cookie: SessionCookie): Promise<LabClient> {
    const headers = { cookie: `${cookie.name}=${cookie.value}` }
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/door`, { origin, headers })
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new LabClient(socket)))
      socket.once('error', reject)
    })
  }

  /** The lab's reply, refusals included. */
  reply<C extends CommandName>(command: C, request: Request<C>): Promise<Reply<C>> {
    const id = ++this.last
    this.socket.send(JSON.stringify({ t: 'call', id, command, request }))
    return new Promise((resolve) => this.waiting.set(id, (reply) => resolve(reply as Reply<C>)))
  }

  /** What the lab answers; throws when it refuses. */
  async ask<C extends CommandName>(command: C, request: Request<C>): Promise<Responses[C]> {
    const reply = await this.reply(command, request)
    if (!reply.ok) throw new Error(`${command}: ${reply.error.message}`)
    return reply.value
  }

  close(): void {
    this.socket.close()
  }
}
