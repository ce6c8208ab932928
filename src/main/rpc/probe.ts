/** Whether anybody listens: a plain TCP connection, so that the back-off of gRPC has no say in the answer. */
import { connect } from 'node:net'
import type { Clock } from '../chord/ports'

/** `refused` is proof that nobody listens at `address`; `silent` proves nothing. */
export function probeAddress(
  address: string,
  timeoutMs: number,
  clock: Clock
): Promise<'alive' | 'refused' | 'silent'> {
  const colon = address.lastIndexOf(':')
  const port = Number(address.slice(colon + 1))
  if (colon < 1 || !Number.isInteger(port) || port < 1 || port > 65_535) return Promise.resolve('refused')
  return new Promise((resolve) => {
    const socket = connect({ host: address.slice(0, colon), port })
    const finish = (outcome: 'alive' | 'refused' | 'silent'): void => {
      cancel()
      socket.destroy()
      resolve(outcome)
    }
    const cancel = clock.deadline(timeoutMs, () => finish('silent'))
    // A dial to a free port of the ephemeral range can meet itself.
    socket.once('connect', () => finish(socket.localPort === port ? 'refused' : 'alive'))
    socket.once('error', (error: NodeJS.ErrnoException) => finish(error.code === 'ECONNREFUSED' ? 'refused' : 'silent'))
  })
}
