/** Entry of the host thread: a Host behind messages. */
import { parentPort, workerData } from 'node:worker_threads'
import { failureOf } from './failure'
import { Host } from './host'
import type { FromHost, HostThreadData, ToHost } from './thread'

function main(): void {
  const port = parentPort
  if (port === null) throw new Error('host thread has no parent: it is started by the lab')
  const send = (message: FromHost): void => port.postMessage(message)
  const host = new Host(workerData as HostThreadData, (batch) => send({ t: 'batch', batch }))

  port.on('message', (message: ToHost) => {
    if (message.t === 'taken') return host.taken()
    if (message.t === 'close') {
      void host.close().finally(() => {
        send({ t: 'closed' })
        port.close()
      })
      return
    }
    const { id } = message
    host.call(message.op, message.request).then(
      (value) => send({ t: 'answer', id, value }),
      (cause: unknown) => send({ t: 'failure', id, error: failureOf(cause) })
    )
  })
}

main()
