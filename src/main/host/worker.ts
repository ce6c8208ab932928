/** Entry of the host thread: a Host behind messages. */
import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from './failure'
import { Host } from './host'
import { rehearse } from './rehearse'
import type { FromHost, HostThreadData, ToHost } from './thread'

/** How long the thread waits for its sockets, ms. */
const SOCKETS_BOUND_MS = 300

function main(): void {
  // A ring starts within the time that V8 would take to find out which functions are worth compiling: all of them, at
  // their first call. It halves the time until a ring of 16 or 64 is right.
  setFlagsFromString('--always-sparkplug')
  const port = parentPort
  if (port === null) throw new Error('host thread has no parent: it is started by the lab')
  const send = (message: FromHost): void => port.postMessage(message)
  const options = workerData as HostThreadData
  const host = new Host(options, (batch) => send({ t: 'batch', batch }))
  const rehearsed = rehearse(options)

  port.on('message', (message: ToHost) => {
    if (message.t === 'taken') return host.taken()
    if (message.t === 'close') {
      void rehearsed
        .then(() => host.close())
        .then(socketsGone)
        .finally(() => {
          send({ t: 'closed' })
          port.close()
        })
      return
    }
    const { id } = message
    void rehearsed
      .then(() => host.call(message.op, message.request))
      .then(
        (value) => send({ t: 'answer', id, value }),
        (cause: unknown) => send({ t: 'failure', id, error: failureOf(cause) })
      )
  })
}

/** Waits until the last socket is closed: a thread that ends while one is read from takes the process with it. */
async function socketsGone(): Promise<void> {
  const endMs = performance.now() + SOCKETS_BOUND_MS
  const open = (): boolean => process.getActiveResourcesInfo().some((name) => name.startsWith('TCP'))
  while (open() && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 5))
}

main()
