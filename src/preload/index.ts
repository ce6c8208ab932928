/** The window's only way out of its sandbox: one object, `window.torusLab`. */
import { contextBridge, ipcRenderer } from 'electron'
import type { OpenedFile, OpenedLink, Reply } from '../shared/contract'
import { CALL_CHANNEL, CONNECT_CHANNEL, FILE_CHANNEL, PORT_CHANNEL } from '../shared/channels'
import { type NumberedUpdate, createDoor, refused } from '../shared/door'

const door = createDoor((events) => {
  let port: MessagePort | null = null
  ipcRenderer.on(PORT_CHANNEL, (event) => {
    port = event.ports[0] ?? null
    if (port === null) return
    port.addEventListener('message', ({ data }) => events.arrived(data as NumberedUpdate))
    port.addEventListener('close', () => events.status({ state: 'closed', reason: 'the lab has stopped', final: true }))
    port.start()
    events.status({ state: 'open' })
  })
  ipcRenderer.send(CONNECT_CHANNEL)
  return {
    kind: 'electron',
    call: (command, request) =>
      (ipcRenderer.invoke(CALL_CHANNEL, command, request) as Promise<Reply>).catch((cause: unknown) =>
        refused('unavailable', `the lab did not answer ${command}: ${cause instanceof Error ? cause.message : cause}`)
      ),
    send: (message) => port?.postMessage(message)
  }
})

/** Asks for one file or link after the other. Null means that a newer page asks now. */
async function passOpened(listener: (opened: OpenedFile | OpenedLink) => void): Promise<void> {
  for (;;) {
    const opened = (await ipcRenderer.invoke(FILE_CHANNEL)) as OpenedFile | OpenedLink | null
    if (opened === null) return
    listener(opened)
  }
}

contextBridge.exposeInMainWorld('torusLab', {
  ...door,
  onFile: (listener: (opened: OpenedFile | OpenedLink) => void) => void passOpened(listener)
})
