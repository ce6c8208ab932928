/** The desktop door's end in the main process, and the only place that touches raw IPC. */
import {
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  MessageChannelMain,
  type MessagePortMain,
  type WebFrameMain,
  ipcMain
} from 'electron'
import { CALL_CHANNEL, CONNECT_CHANNEL, FILE_CHANNEL, PORT_CHANNEL } from '../../shared/channels'
import { refused } from '../../shared/door'
import { answer } from '../door/answer'
import { Feed } from '../door/feed'
import type { DoorLab } from '../door/lab'
import { parseFromWindow } from '../door/messages'
import type { OpenedFiles } from './opened-files'

/** Serves the lab to the pages for which `isOwnPage` holds, in their main frame only. */
export function serveIpc(lab: DoorLab, files: OpenedFiles, isOwnPage: (url: string) => boolean): void {
  const isTrusted = (event: IpcMainEvent | IpcMainInvokeEvent) => {
    const frame = frameOf(event)
    return frame !== null && frame === event.sender.mainFrame && isOwnPage(frame.url)
  }

  ipcMain.handle(CALL_CHANNEL, async (event, command: unknown, request: unknown) => {
    if (!isTrusted(event)) return refused('invalid', `sender not allowed: ${frameOf(event)?.url ?? 'none'}`)
    return answer(lab, command, request)
  })

  ipcMain.handle(FILE_CHANNEL, (event) => (isTrusted(event) ? files.next() : null))

  ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (!isTrusted(event)) return
    const { port1, port2 } = new MessageChannelMain()
    frameOf(event)?.postMessage(PORT_CHANNEL, null, [port2])
    feedPort(port1, lab)
  })
}

/** Who sent a message; null when that page is gone: Electron throws then, or says null. */
function frameOf(event: IpcMainEvent | IpcMainInvokeEvent): WebFrameMain | null {
  try {
    return event.senderFrame
  } catch {
    return null
  }
}

/** Sends the lab's updates over a port until its other end is gone. Sent by clone: transfers are lost on these ports. */
function feedPort(port: MessagePortMain, lab: DoorLab): void {
  const feed = new Feed(lab, { send: (message) => port.postMessage(message), isCongested: () => false })
  port.on('message', ({ data }) => {
    const message = parseFromWindow(data)
    if (message?.t === 'ack') feed.acknowledge(message.n)
    else if (message?.t === 'resync') feed.restart()
  })
  port.on('close', () => feed.stop())
  port.start()
  feed.restart()
}
