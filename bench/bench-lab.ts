/** A lab to measure: the whole of it as the app runs it, the nodes in a host thread, the recorder in this one. */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { clockwiseFrom, type Id, SPACE_160 } from '../src/shared/ids'
import { type FingerSpan, LIVE_STATES, type NodeView } from '../src/shared/model'
import { foldFingers, sameFingers } from '../src/main/chord/fingers'
import { sameList } from '../src/main/chord/steps'
import { Lab } from '../src/main/cluster/lab'
import { DEFAULT_SETTINGS } from '../src/main/cluster/create-lab'
import type { HostConnection } from '../src/main/host/protocol'
import { WorkerHost } from '../src/main/host/worker-host'

export const PROTO_DIR = join(__dirname, '..', '..', 'proto')

const HOST_ENTRY = join(__dirname, '..', 'main', 'host.cjs')

export interface BenchLab {
  lab: Lab
  host: HostConnection
  close(): Promise<void>
}

export async function benchLab(): Promise<BenchLab> {
  const startedAt = performance.timeOrigin + performance.now()
  let host: HostConnection | null = null
  const lab = new Lab({
    settings: DEFAULT_SETTINGS,
    startedAt,
    version: 'bench',
    atMs: () => performance.timeOrigin + performance.now() - startedAt,
    connect: (settings) => (host = new WorkerHost(HOST_ENTRY, { settings, startedAt, protoDir: PROTO_DIR }))
  })
  // The host comes with the first thing asked of it.
  await lab.ask('keys', { search: '', node: null, offset: 0, limit: 1, sort: 'key', descending: false })
  if (host === null) throw new Error('no host was made')
  return { lab, host, close: () => lab.close() }
}

interface Truth {
  predecessor: Id
  successors: Id[]
  fingers: FingerSpan[]
}

/** What each of these nodes should believe. Worked out once for a set of nodes: the looking must not slow the ring. */
const truths = new Map<string, Map<Id, Truth>>()

function truthOf(ids: readonly Id[]): Map<Id, Truth> {
  const key = ids.join()
  let truth = truths.get(key)
  if (truth === undefined) {
    truth = new Map(
      ids.map((id) => {
        const others = [...ids].sort(clockwiseFrom(id)).slice(1)
        const predecessor = others[others.length - 1] ?? id
        const successors = others.slice(0, DEFAULT_SETTINGS.successors)
        return [id, { predecessor, successors, fingers: foldFingers(SPACE_160, id, others) }]
      })
    )
    truths.clear()
    truths.set(key, truth)
  }
  return truth
}

/** How many of the live nodes do not believe exactly what is true. */
export function wrongBeliefs(views: readonly NodeView[], withFingers: boolean): number {
  const live = views.filter((view) => LIVE_STATES.includes(view.state))
  const truth = truthOf(live.map((view) => view.id).sort())
  return live.filter((view) => {
    const { predecessor, successors, fingers } = truth.get(view.id) as Truth
    if (view.predecessor !== predecessor || !sameList(view.successors, successors)) return true
    return withFingers && !sameFingers(view.fingers, fingers)
  }).length
}

/** Waits until all live nodes are exactly right; throws after `limitMs`. */
export async function untilRight(host: HostConnection, withFingers: boolean, limitMs = 60_000): Promise<void> {
  const endMs = performance.now() + limitMs
  for (;;) {
    const { nodes } = await host.call('views', {})
    if (wrongBeliefs(nodes, withFingers) === 0) return
    if (performance.now() > endMs) throw new Error(`ring not right after ${limitMs} ms`)
    // Looking costs the host about 10 µs a node: seldom enough to take no more than a few per cent of it.
    await new Promise((resolve) => setTimeout(resolve, Math.max(4, nodes.length / 4)))
  }
}
