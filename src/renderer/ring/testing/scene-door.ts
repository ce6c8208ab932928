/** A door to a ring that is drawn up, not run: for looking at the stage and measuring it. Never in the product. */
import type { Batch, LabDoor, Update } from '../../../shared/contract'
import type { LabEvent, Recorded } from '../../../shared/events'
import type { LabState, LookupView, NodeView, TransferView } from '../../../shared/model'
import { idealViews, seeded, seededDensity, seededIds } from './seeded-ring'

export const PICTURED_IDS = [
  '055f',
  '0dd7',
  '0f38',
  '12da',
  '3237',
  '4e90',
  '5457',
  '6682',
  '7e4e',
  '81e1',
  '82fb',
  '8fb0',
  '9521',
  'b07c',
  'c6b2',
  'f360'
].map((start) => start + 'f040c47d8048c261b4dc9d92e17a50a50d4f')

export interface SceneDoor extends LabDoor {
  state: LabState
  /** Sends a batch with these changes. */
  send(change: Partial<Batch>, events?: LabEvent[]): void
}

/** A door with `count` ideal nodes; 16 are the ones of the look's pictures. */
export function sceneDoor(count: number, keys = 200): SceneDoor {
  const ids = count === 16 ? PICTURED_IDS : seededIds(count)
  const state = sceneState(idealViews(ids), keys)
  let deliver: ((update: Update) => void) | null = null
  let seq = state.seq
  return {
    kind: 'browser',
    state,
    call: () =>
      Promise.resolve({ ok: false, error: { code: 'unavailable', message: 'a drawn ring takes no commands' } }),
    subscribe(onUpdate, onStatus) {
      deliver = onUpdate
      onStatus({ state: 'open' })
      onUpdate({ kind: 'state', state })
      return () => {
        deliver = null
      }
    },
    resync: () => deliver?.({ kind: 'state', state }),
    send(change, events = []) {
      const atMs = state.atMs + performance.now()
      const recorded = events.map((event, index): Recorded => ({
        ...event,
        seq: seq + 1 + index,
        atMs: atMs - events.length + index
      }))
      const firstSeq = seq + 1
      seq = change.lastSeq ?? seq + Math.max(1, recorded.length)
      deliver?.({
        kind: 'batch',
        firstSeq,
        lastSeq: seq,
        atMs,
        nodes: [],
        removedNodes: [],
        transfers: [],
        tasks: [],
        events: recorded,
        droppedPulses: 0,
        rpcs: recorded.filter((event) => event.type === 'rpc').length,
        ...change
      })
    }
  }
}

function sceneState(nodes: NodeView[], keys: number): LabState {
  const live = nodes.length
  return {
    seq: 1,
    atMs: 72_400,
    startedAt: 1_700_000_000_000,
    version: '0.1.0',
    settings: { successors: 8, stabilizeIntervalMs: 2000, bits: 160 },
    clock: { rate: 1, paused: false },
    latency: [],
    nodes,
    transfers: [],
    tasks: [],
    health: {
      level: live === 0 ? 'none' : 'ideal',
      live,
      joining: 0,
      behind: [],
      sinceMs: null,
      broken: [],
      predicates: [],
      regime: live === 0 ? 'empty' : 'full',
      lostKeys: 0,
      sentence: live === 0 ? 'No nodes running' : `${live} nodes · ring ideal · ${keys} keys`,
      short: `${live} nodes · ideal`
    },
    keys: live === 0 ? 0 : keys,
    density: live === 0 ? [] : seededDensity(keys),
    load: { bytes: 0, requests: 0, lag: null }
  }
}

/** `perSecond` random messages between nodes, in batches of 33 ms, until stopped. */
export function sendTraffic(door: SceneDoor, perSecond: number): () => void {
  const random = seeded(3)
  const { nodes } = door.state
  const pick = (): string => nodes[Math.floor(random() * nodes.length)]?.id ?? ''
  const timer = setInterval(() => {
    const count = Math.round((perSecond * 33) / 1000)
    door.send(
      {},
      Array.from({ length: count }, (): LabEvent => ({
        type: 'rpc',
        from: pick(),
        to: pick(),
        method: 'neighbours',
        startedMs: 0,
        tookMs: 0.1,
        ok: true
      }))
    )
  }, 33)
  return () => clearInterval(timer)
}

/** The lookup of the look's picture. */
export function pictureLookup(): LookupView {
  const full = (start: string): string => PICTURED_IDS.find((id) => id.startsWith(start)) ?? start
  return {
    lookup: 'l1',
    op: 'get',
    key: 'user:0013',
    target: 'd90a82c2'.padEnd(40, '0'),
    origin: full('12da'),
    owner: full('f360'),
    predecessor: full('c6b2'),
    path: [
      { from: full('12da'), to: full('9521'), via: 'finger', exponent: 159, tookMs: 0.08, ok: true },
      { from: full('9521'), to: full('c6b2'), via: 'finger', exponent: 157, tookMs: 0.07, ok: true },
      { from: full('c6b2'), to: full('f360'), via: 'owner', tookMs: 0.06, ok: true }
    ],
    hops: 2,
    timeouts: 0,
    tookMs: 0.21,
    atMs: 72_000,
    ok: true,
    result: 'found'
  }
}

/** Sends a crash of b07c as the picture shows it: the hole, and three nodes behind. */
export function crashScene(door: SceneDoor): void {
  const dead = PICTURED_IDS.find((id) => id.startsWith('b07c')) ?? ''
  const now = door.state.atMs + performance.now()
  const crashed = door.state.nodes.find((node) => node.id === dead)
  const behind = ['81e1', '82fb', '8fb0'].map((start) => ({
    node: PICTURED_IDS.find((id) => id.startsWith(start)) ?? '',
    stale: [dead],
    missing: [],
    predecessorWrong: false,
    fingersWrong: 1
  }))
  if (crashed === undefined) return
  const repaired = door.state.nodes.map((node, index) => {
    const { nodes } = door.state
    if (node.successors[0] === dead) return { ...node, successors: node.successors.slice(1) }
    if (node.predecessor === dead) return { ...node, predecessor: nodes[index - 2]?.id ?? node.predecessor }
    return node
  })
  const nodes = repaired.map((node) =>
    node.id === dead ? { ...node, state: 'crashed' as const, sinceMs: now - 800 } : node
  )
  door.send(
    {
      nodes,
      health: {
        ...door.state.health,
        level: 'healing',
        live: 15,
        behind,
        sinceMs: now - 800,
        sentence: 'Healing 0.8 s: 3 successor lists still name b07c',
        short: 'Healing 0.8 s · 3 nodes behind'
      }
    },
    [{ type: 'node-state', node: dead, address: crashed.address, before: 'running', after: 'crashed' }]
  )
}

/** Sends a join of e7aa as the picture shows it, `moved` of 30 keys arrived. */
export function joinScene(door: SceneDoor, moved: number, state: TransferView['state'] = 'moving'): void {
  const id = 'e7aa'.padEnd(40, '4')
  const full = (start: string): string => PICTURED_IDS.find((other) => other.startsWith(start)) ?? start
  const views = idealViews([...PICTURED_IDS, id])
  const now = door.state.atMs + performance.now()
  door.send({
    nodes: views.map((view) =>
      view.id === id ? { ...view, state: state === 'moving' ? 'joining' : 'running', sinceMs: now } : view
    ),
    transfers: [
      {
        transfer: 't1',
        from: full('f360'),
        to: id,
        cause: 'join',
        start: full('c6b2'),
        end: id,
        total: 30,
        moved,
        ringKeys: 200,
        ringNodes: 17,
        state,
        startedAtMs: now,
        tookMs: state === 'moving' ? null : 38
      }
    ]
  })
}

/** A minute of history: what a person did, a hang and its healing, a crash that still heals. */
export function sendPast(door: SceneDoor): void {
  const start = door.state.atMs - 62_000
  const hung = door.state.nodes[7]?.id ?? ''
  const dead = door.state.nodes[13]?.id ?? ''
  const at = (seconds: number, event: LabEvent): Recorded => ({ ...event, seq: 0, atMs: start + seconds * 1000 })
  const health = (seconds: number, level: 'ideal' | 'healing'): Recorded =>
    at(seconds, { type: 'health-changed', level, sentence: '', broken: [] })
  const user = (seconds: number, text: string): Recorded => at(seconds, { type: 'user', action: 'x', text, nodes: [] })
  const state = (
    seconds: number,
    node: string,
    before: 'running' | 'hung',
    after: 'running' | 'hung' | 'crashed'
  ): Recorded => at(seconds, { type: 'node-state', node, address: '', before, after })
  const written = Array.from({ length: 40 }, (_, index): Recorded =>
    at(9 + (index * index) / 400, {
      type: 'record-written',
      node: dead,
      keyId: hung,
      key: 'k',
      size: 1,
      deleted: false,
      cause: 'put'
    })
  )
  const past = [
    health(1, 'healing'),
    health(3, 'ideal'),
    user(8.8, 'put × 200'),
    ...written,
    user(20, 'get user:0013'),
    user(34, 'hang 6682'),
    state(34, hung, 'running', 'hung'),
    health(34, 'healing'),
    user(40, 'resume 6682'),
    state(40, hung, 'hung', 'running'),
    health(42.3, 'ideal'),
    user(61.2, 'crash b07c'),
    state(61.2, dead, 'running', 'crashed'),
    health(61.2, 'healing')
  ]
  door.send({
    events: past.map((event, index) => ({ ...event, seq: index + 2 })),
    firstSeq: 2,
    lastSeq: past.length + 1
  })
}
