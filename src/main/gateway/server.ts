import { type Server, STATUS_CODES, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { MAX_FRAME_BYTES } from '../../shared/door'
import type { DoorLab } from '../door/lab'
import { serveClient } from './client'
import { type Refusal, checkUpgrade } from './guard'
import { servePage } from './pages'
import { Sessions } from './sessions'

const CLOSE_GRACE_MS = 500
const GOING_AWAY = 1001

export interface GatewayOptions {
  lab: DoorLab
  /** The built renderer, an absolute path. */
  rendererDir: string
  /** 0 picks a free one. */
  port: number
}

export interface Gateway {
  readonly port: number
  /** A link that lets one browser in, once. */
  newLink(): string
  /** Tells every window that the lab goes away, and stops. */
  close(): Promise<void>
}

/** Opens the browser's door on 127.0.0.1. Rejects with a sentence when the port cannot be had. */
export async function openGateway({ lab, rendererDir, port: wanted }: GatewayOptions): Promise<Gateway> {
  const sessions = new Sessions()
  const server = createServer()
  const port = await listen(server, wanted)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })

  server.on('request', (request, response) => {
    servePage(request, response, { port, rendererDir, sessions }).catch(() => response.destroy())
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const refusal = checkUpgrade(request, port, sessions)
    if (refusal !== null) return refuseUpgrade(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (client) => serveClient(client, lab))
  })

  return {
    port,
    newLink: () => `http://127.0.0.1:${port}/?token=${sessions.issueToken()}`,
    close: () => closeAll(server, sockets)
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === 'EADDRINUSE' ? `port in use: ${port}` : `port not available: ${port}: ${error.message}`
        )
      )
    )
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function refuseUpgrade(socket: Duplex, { status, message }: Refusal): void {
  const body = `${JSON.stringify({ error: { status, message } })}\n`
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  const clients = [...sockets.clients]
  const gone = Promise.all(clients.map((client) => new Promise((resolve) => client.once('close', resolve))))
  for (const client of clients) client.close(GOING_AWAY, 'the lab has stopped')
  const force = setTimeout(() => clients.forEach((client) => client.terminate()), CLOSE_GRACE_MS)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  await gone
  clearTimeout(force)
  server.closeAllConnections()
  await closed
}
