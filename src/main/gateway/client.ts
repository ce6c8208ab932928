import type { RawData, WebSocket } from 'ws'
import type { SocketToWindow } from '../../shared/door'
import { answer } from '../door/answer'
import { Feed } from '../door/feed'
import type { DoorLab } from '../door/lab'
import { parseFrame } from '../door/messages'

/** Bytes that may wait in a socket's buffer before its updates are held back. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024
/** Commands of one window that may be under way at once. */
const MAX_CALLS = 256
/** WebSocket close codes that we send. */
const UNSUPPORTED_DATA = 1003
const POLICY_VIOLATION = 1008

/** Serves the lab over one open WebSocket until it closes. */
export function serveClient(socket: WebSocket, lab: DoorLab): void {
  let calls = 0
  const send = (frame: SocketToWindow) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame), () => feed.drained())
  }
  const feed = new Feed(lab, { send, isCongested: () => socket.bufferedAmount > MAX_BUFFERED_BYTES })

  async function take(data: RawData, isBinary: boolean): Promise<void> {
    if (isBinary) return socket.close(UNSUPPORTED_DATA, 'frame is not text')
    const frame = parseFrame(String(data))
    if (frame.t === 'malformed') socket.close(POLICY_VIOLATION, closeReason(frame.reason))
    else if (frame.t === 'ack') feed.acknowledge(frame.n)
    else if (frame.t === 'resync') feed.restart()
    else if (calls >= MAX_CALLS) socket.close(POLICY_VIOLATION, `too many commands at once: ${calls + 1}`)
    else {
      calls++
      const reply = await answer(lab, frame.command, frame.request)
      calls--
      send({ t: 'reply', id: frame.id, reply })
    }
  }

  socket.on('message', (data, isBinary) => void take(data, isBinary))
  socket.on('close', () => feed.stop())
  // The close event follows; without a listener the error would end the process.
  socket.on('error', () => feed.stop())
  feed.restart()
}

/** A close frame carries at most 123 bytes of reason. */
function closeReason(text: string): string {
  return Buffer.from(text).subarray(0, 120).toString().replaceAll('�', '')
}
