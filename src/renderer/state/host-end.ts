/** What the window makes of the end of the host's thread: every node went down with it, and can come back. */
import { HOST_ENDED, LIVE_STATES, type NodeView } from '../../shared/model'
import { windowStore } from './lab'
import { tell } from './lab-actions'

export interface HostEnd {
  reason: string
  /** How many nodes went down with it. */
  nodes: number
}

/** Why the host ended, while none of its nodes is back; null otherwise. */
export function hostEnd(nodes: readonly NodeView[]): HostEnd | null {
  if (nodes.some((node) => LIVE_STATES.includes(node.state))) return null
  const [first, ...more] = downWithHost(nodes)
  return first === undefined ? null : { reason: (first.reason ?? '').slice(HOST_ENDED.length), nodes: 1 + more.length }
}

const downWithHost = (nodes: readonly NodeView[]): NodeView[] =>
  nodes.filter((node) => node.state === 'crashed' && node.reason?.startsWith(HOST_ENDED))

/** Starts a new host and brings the nodes back, in waves that double the ring. */
export async function restartHost(): Promise<void> {
  const rest = downWithHost(windowStore.get().live.nodes)
  for (let wave = 1; rest.length > 0; wave *= 2) {
    const back = await Promise.all(rest.splice(0, wave).map(({ id }) => tell('node.restart', { node: id })))
    if (back.every((reply) => reply === null)) return
  }
}
