import { expect, test, vi } from 'vitest'
import { CALL_CHANNEL, CONNECT_CHANNEL, FILE_CHANNEL } from '../../shared/channels'
import { FakeLab } from '../door/fake-lab'

type Handler = (event: unknown, ...args: unknown[]) => unknown

const wire = vi.hoisted(() => ({ handlers: new Map<string, Handler>() }))

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: Handler) => wire.handlers.set(channel, handler),
    on: (channel: string, handler: Handler) => wire.handlers.set(channel, handler)
  },
  MessageChannelMain: class {
    constructor() {
      throw new Error('a port was made for a stranger')
    }
  }
}))

const { serveIpc } = await import('./ipc')
const { OpenedFiles } = await import('./opened-files')

const frame = (url: string) => ({ url, postMessage: () => {} })
const own = frame('app://lab/')
const STRANGERS = {
  'another page': { senderFrame: frame('https://example.com/'), sender: {} },
  'a frame inside our page': { senderFrame: frame('app://lab/'), sender: { mainFrame: own } },
  'a frame that is gone': { senderFrame: null, sender: { mainFrame: own } }
}
// A page of another origin in the main frame is as much a stranger.
Object.assign(STRANGERS['another page'].sender, { mainFrame: STRANGERS['another page'].senderFrame })

for (const [who, event] of Object.entries(STRANGERS))
  test(`${who} gets no answer, no updates and no files`, async () => {
    const lab = new FakeLab()
    serveIpc(lab, new OpenedFiles(), (url) => url.startsWith('app://lab/'))
    const call = (channel: string, ...args: unknown[]) => wire.handlers.get(channel)?.(event, ...args)
    expect(await call(CALL_CHANNEL, 'lab.state', {})).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^sender not allowed: /) }
    })
    expect(await call(FILE_CHANNEL)).toBeNull()
    expect(() => call(CONNECT_CHANNEL)).not.toThrow()
  })
