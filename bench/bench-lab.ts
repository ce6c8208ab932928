/** A lab to measure: the whole of it, recorder included, over a host in this thread. */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { clockwiseFrom, SPACE_160 } from '../src/shared/ids'
import { LIVE_STATES, type NodeView } from '../src/shared/model'
import { foldFingers, sameFingers } from '../src/main/chord/fingers'
import { sameList } from '../src/main/chord/steps'
import { Lab } from '../src/main/cluster/lab'
import { DEFAULT_SETTINGS } from '../src/main/cluster/create-lab'
import { InlineHost } from '../src/main/host/inline-host'

export const PROTO_DIR = join(__dirname, '..', '..', 'proto')

export interface BenchLab {
  lab: Lab
  host: InlineHost
  close(): Promise<void>
}

export async function benchLab(): Promise<BenchLab> {
  const startedAt = performance.timeOrigin + performance.now()
  let host: InlineHost | null = null
  const lab = new Lab({
    settings: DEFAULT_SETTINGS,
    startedAt,
    version: 'bench',
    atMs: () => performance.timeOrigin + performance.now() - startedAt,
    connect: (settings) => (host = new InlineHost({ settings, startedAt, protoDir: PROTO_DIR }))
  })
  // The host comes with the first thing asked of it.
  await lab.ask('keys', { search: '', node: null, offset: 0, limit: 1, sort: 'key', descending: false })
  if (host === null) throw new Error('no host was made')
  return { lab, host, close: () => lab.close() }
}

/** How many pointers, lists and (if asked) finger tables of the live nodes are not exactly right. */
export function wrongBeliefs(views: readonly NodeView[], withFingers: boolean): number {
  const live = views.filter((view) => LIVE_STATES.includes(view.state))
  const ids = live.map((view) => view.id).sort()
  let wrong = 0
  for (const view of live) {
    const others = [...ids].sort(clockwiseFrom(view.id)).slice(1)
    if (view.predecessor !== (others[others.length - 1] ?? view.id)) wrong++
    if (!sameList(view.successors, others.slice(0, DEFAULT_SETTINGS.successors))) wrong++
    if (withFingers && !sameFingers(view.fingers, foldFingers(SPACE_160, view.id, others))) wrong++
  }
  return wrong
}

/** Waits until all live nodes are exactly right; throws after `limitMs`. */
export async function untilRight(host: InlineHost, withFingers: boolean, limitMs = 60_000): Promise<void> {
  const endMs = performance.now() + limitMs
  while (wrongBeliefs(host.host.fleet.views(), withFingers) > 0) {
    if (performance.now() > endMs) throw new Error(`ring not right after ${limitMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
