import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { vi } from 'vitest'
import type { FakeLab } from '../../src/main/door/fake-lab'
import { OpenedFiles } from '../../src/main/shell/opened-files'
import type { LabDoor } from '../../src/shared/contract'
import { describeDoor } from './contract'

// Electron's wire, played by Node: the same two ends as in the app, over Node's own message channel. Real Electron runs
// through both ends in the end-to-end suite.
type Handler = (event: unknown, ...args: unknown[]) => unknown

const wire = vi.hoisted(() => ({
  handlers: new Map<string, Handler>(),
  inPage: new Map<string, Handler>(),
  ports: [] as { close(): void }[],
  exposed: undefined as unknown
}))

function pageEvent() {
  const frame = {
    url: 'app://lab/',
    postMessage: (channel: string, _message: unknown, ports: MessagePort[]) =>
      wire.inPage.get(channel)?.({ ports: ports.map(asDomPort) })
  }
  return { senderFrame: frame, sender: { mainFrame: frame } }
}

/** Node's port under the names that a page's port has. */
function asDomPort(port: MessagePort) {
  return {
    addEventListener: (type: string, listener: (event: { data: unknown }) => void) =>
      port.on(type, (data) => listener({ data })),
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start()
  }
}

/** Node's port under the names that Electron's main process gives it. */
function asMainPort(port: MessagePort) {
  return {
    on: (type: string, listener: (event: { data: unknown }) => void) => port.on(type, (data) => listener({ data })),
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start()
  }
}

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: Handler) => wire.handlers.set(channel, handler),
    on: (channel: string, handler: Handler) => wire.handlers.set(channel, handler)
  },
  MessageChannelMain: class {
    port1
    port2
    constructor() {
      const { port1, port2 } = new MessageChannel()
      wire.ports.push(port1)
      this.port1 = asMainPort(port1)
      this.port2 = port2
    }
  },
  ipcRenderer: {
    on: (channel: string, handler: Handler) => wire.inPage.set(channel, handler),
    send: (channel: string) => wire.handlers.get(channel)?.(pageEvent()),
    invoke: async (channel: string, ...args: unknown[]) =>
      structuredClone(await wire.handlers.get(channel)?.(pageEvent(), ...structuredClone(args)))
  },
  contextBridge: { exposeInMainWorld: (_name: string, value: unknown) => (wire.exposed = value) }
}))

describeDoor('electron', async (lab: FakeLab) => {
  const { serveIpc } = await import('../../src/main/shell/ipc')
  serveIpc(lab, new OpenedFiles(), (url) => url.startsWith('app://lab/'))
  vi.resetModules()
  await import('../../src/preload/index')
  return { door: wire.exposed as LabDoor, close: async () => wire.ports.splice(0).forEach((port) => port.close()) }
})
