/** A lab made of a fixture ring: answers every command at once and deterministically, and tells what changed. */
import type {
  Batch,
  CommandName,
  DoorStatus,
  FailureCode,
  LabDoor,
  Reply,
  Request,
  Responses,
  Update
} from '../../shared/contract'
import type { LabEvent, Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import {
  LIVE_STATES,
  type ClockView,
  type Hop,
  type LabState,
  type LatencyRule,
  type LookupView,
  type TransferView
} from '../../shared/model'
import { detailFrom } from '../state/truth'
import { keyPage, recentRpcs, snapshotOf } from './fixture-answers'
import { BITS, hashId, type FixtureKey, type FixtureNode, type FixtureRing } from './fixture-ring'

class Refused extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, message: string) {
    super(message)
    this.code = code
  }
}

type Handlers = { [C in CommandName]?: (request: Request<C>) => Promise<Responses[C]> | Responses[C] }

export class FixtureDoor implements LabDoor {
  readonly kind = 'browser'
  readonly ring: FixtureRing
  readonly calls: { command: CommandName; request: unknown }[] = []
  seq = 0
  atMs = 79_200
  clock: ClockView = { rate: 1, paused: false }
  latency: LatencyRule[] = []
  transfers: TransferView[] = []
  resyncs = 0
  private lookups = 0
  private nextPort = 50_067
  private listener: ((update: Update) => void) | null = null
  private status: ((status: DoorStatus) => void) | null = null

  constructor(ring: FixtureRing) {
    this.ring = ring
  }

  async call<C extends CommandName>(command: C, request: Request<C>): Promise<Reply<C>> {
    this.calls.push({ command, request })
    const handler = this.handlers[command] as ((request: Request<C>) => Promise<Responses[C]>) | undefined
    try {
      if (handler === undefined) throw new Refused('internal', `command not in the fixture: ${command}`)
      return { ok: true, value: await handler(request) }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { ok: false, error: { code: error.code, message: error.message } }
    }
  }

  subscribe(onUpdate: (update: Update) => void, onStatus: (status: DoorStatus) => void): () => void {
    this.listener = onUpdate
    this.status = onStatus
    onStatus({ state: 'open' })
    onUpdate({ kind: 'state', state: this.state() })
    return () => {
      this.listener = null
      this.status = null
    }
  }

  resync(): void {
    this.resyncs++
    this.status?.({ state: 'open' })
    this.listener?.({ kind: 'state', state: this.state() })
  }

  close(reason: string): void {
    this.status?.({ state: 'closed', reason, final: false })
  }

  state(): LabState {
    const { ring } = this
    return {
      seq: this.seq,
      atMs: this.atMs,
      startedAt: Date.UTC(2026, 0, 31, 14, 25, 1),
      version: '0.1.0',
      settings: { successors: ring.successors, stabilizeIntervalMs: 2000, bits: BITS },
      clock: this.clock,
      latency: this.latency,
      nodes: ring.views(),
      transfers: this.transfers,
      tasks: [],
      health: ring.health(this.atMs),
      keys: ring.keys.size,
      density: ring.density(),
      load: { bytes: 0, requests: 0, lag: null }
    }
  }

  /** Sends a batch with these events and everything as it is now. */
  tell(events: LabEvent[], more: Partial<Batch> = {}): void {
    const firstSeq = this.seq + 1
    const recorded: Recorded[] = events.map((event) => ({ ...event, seq: ++this.seq, atMs: this.atMs }))
    const { nodes, transfers, health, keys, density, clock, latency } = this.state()
    const batch: Batch = {
      kind: 'batch',
      firstSeq,
      lastSeq: this.seq,
      atMs: this.atMs,
      nodes,
      removedNodes: [],
      transfers,
      tasks: [],
      events: recorded,
      droppedPulses: 0,
      rpcs: recorded.filter((event) => event.type === 'rpc').length,
      health,
      keys,
      density,
      clock,
      latency,
      ...more
    }
    this.listener?.(batch)
  }

  private node(name: string): FixtureNode {
    const found = [...this.ring.nodes.values()].find((node) => node.id.startsWith(name) || String(node.port) === name)
    if (found === undefined) throw new Refused('not-found', `unknown node: ${name}`)
    return found
  }

  private change(node: FixtureNode, state: FixtureNode['state']): LabEvent {
    const before = node.state
    node.state = state
    node.sinceMs = this.atMs
    return { type: 'node-state', node: node.id, address: `127.0.0.1:${node.port}`, before, after: state }
  }

  private async start(place: { id?: string | undefined; port?: number | undefined }): Promise<FixtureNode> {
    const port = place.port ?? this.nextPort++
    const id = place.id ?? (await hashId(`127.0.0.1:${port}`))
    if (this.ring.nodes.has(id)) throw new Refused('conflict', `id in use: ${id}`)
    const node: FixtureNode = {
      id,
      port,
      state: 'running',
      sinceMs: this.atMs,
      startedAtMs: this.atMs,
      rpcPerSecond: 12,
      believesIn: null
    }
    this.ring.nodes.set(id, node)
    return node
  }

  /** The path a Chord lookup takes by the fingers that the nodes hold. */
  private walk(op: LookupView['op'], key: string | null, target: Id, from: string | undefined): LookupView {
    const live = this.ring.liveIds()
    const origin = from === undefined ? live[0] : this.node(from).id
    if (origin === undefined) throw new Refused('unavailable', 'no live node')
    const owner = this.ring.ownerOf(target)
    const path = this.hops(origin, target, owner)
    const result = op === 'lookup' ? 'found' : op === 'put' ? 'stored' : op === 'get' ? 'found' : 'deleted'
    return {
      lookup: `l${++this.lookups}`,
      op,
      key,
      target,
      origin,
      owner,
      predecessor: this.ring.view(owner).predecessor,
      path,
      hops: Math.max(0, path.length - 1),
      timeouts: 0,
      tookMs: path.reduce((sum, hop) => sum + hop.tookMs, 0),
      atMs: this.atMs,
      ok: true,
      result
    }
  }

  private hops(origin: Id, target: Id, owner: Id): Hop[] {
    const path: Hop[] = []
    const rank = (id: Id) => (id > origin || id === origin ? id : `g${id}`)
    let at = origin
    while (at !== owner && path.length < 8) {
      const view = this.ring.view(at)
      const first = view.successors[0]
      const finger = view.fingers.findLast(
        (span) => rank(span.node) < rank(target) && span.node !== at && rank(span.node) > rank(at)
      )
      const took = 0.06 + path.length * 0.01
      if (first === owner || finger === undefined)
        path.push({ from: at, to: owner, via: 'owner', tookMs: took, ok: true })
      else path.push({ from: at, to: finger.node, via: 'finger', exponent: finger.to, tookMs: took, ok: true })
      at = path.at(-1)?.to ?? owner
    }
    return path
  }

  private request(op: LookupView['op'], key: string, id: Id, from: string | undefined): LookupView {
    const lookup = this.walk(op, key, id, from)
    this.tell([{ type: 'lookup', lookup }])
    return lookup
  }

  private readonly handlers: Handlers = {
    'lab.state': () => this.state(),
    'lab.start': async ({ count, sampleKeys = 0 }) => {
      this.nextPort = 50_051
      const nodes: string[] = []
      for (let i = 0; i < count; i++) nodes.push((await this.start({})).id)
      for (let i = 1; i <= sampleKeys; i++) await this.insert(`user:${String(i).padStart(4, '0')}`, '{}', null)
      this.tell([{ type: 'user', action: 'start', text: `start ${count}`, nodes }])
      return { nodes }
    },
    'node.add': async (place) => {
      const node = await this.start(place)
      this.tell([{ type: 'user', action: 'add', text: 'add 1', nodes: [node.id] }, { ...this.change(node, 'running') }])
      return { node: this.ring.view(node.id) }
    },
    'node.addMany': async ({ count }) => {
      const nodes: string[] = []
      for (let i = 0; i < count; i++) nodes.push((await this.start({})).id)
      this.tell([{ type: 'user', action: 'add', text: `add ${count}`, nodes }])
      return { nodes }
    },
    'node.crash': ({ node, confirm = false }) => this.stop(node, 'crashed', confirm),
    'node.leave': ({ node, confirm = false }) => {
      const { keysLost, ...rest } = this.stop(node, 'left', confirm)
      return { ...rest, keysHandedOver: keysLost }
    },
    'node.restart': ({ node }) => this.turn(node, 'running'),
    'node.hang': ({ node }) => this.turn(node, 'hung'),
    'node.resume': ({ node }) => this.turn(node, 'running'),
    'node.forget': ({ node }) => {
      const { id } = this.node(node)
      this.ring.nodes.delete(id)
      this.tell([], { removedNodes: [id] })
      return {}
    },
    'node.detail': ({ node }) => {
      const view = this.ring.view(this.node(node).id)
      return {
        ...detailFrom(this.ring.views(), view, this.ring.successors, BITS),
        recentRpcs: recentRpcs(view, this.atMs)
      }
    },
    'key.put': async ({ key, value, from, ttlSeconds }) => {
      const entry = await this.insert(key, value.data, ttlSeconds === undefined ? null : Date.now() + ttlSeconds * 1000)
      return this.request('put', key, entry.id, from)
    },
    'key.get': async ({ key, from }) => {
      const entry = this.ring.keys.get(key)
      const lookup = this.request('get', key, entry?.id ?? (await hashId(key)), from)
      if (entry === undefined) return { ...lookup, ok: false, result: 'not found', value: null }
      return {
        ...lookup,
        value: { encoding: 'utf8', data: entry.value, size: entry.value.length, expiresAt: entry.expiresAt }
      }
    },
    'key.delete': async ({ key, from }) => {
      const id = await hashId(key)
      this.ring.keys.delete(key)
      return this.request('delete', key, id, from)
    },
    'key.lookup': async ({ key, id, from }) => this.request('lookup', key ?? '', id ?? (await hashId(key ?? '')), from),
    'key.list': (query) => keyPage(this.ring, query),
    'key.generate': async ({ count, prefix = 'user:' }) => {
      for (let i = 0; i < count; i++) await this.insert(`${prefix}${10_000 + i}`, '{}', null)
      const task = {
        task: 't1',
        title: `Generate ${count} keys`,
        done: count,
        total: count,
        state: 'done' as const,
        startedAtMs: this.atMs
      }
      this.tell([{ type: 'user', action: 'generate', text: `put × ${count}`, nodes: [] }])
      return { task }
    },
    'clock.set': ({ rate, paused }) => {
      this.clock = { rate: rate ?? this.clock.rate, paused: paused ?? this.clock.paused }
      this.tell([{ type: 'clock-changed', ...this.clock }])
      return this.clock
    },
    'clock.step': () => {
      this.clock = { ...this.clock, paused: true }
      this.tell([{ type: 'clock-changed', ...this.clock }])
      return { nodes: this.ring.liveIds().length }
    },
    'latency.set': ({ from, to, ms }) => {
      const others = this.latency.filter((rule) => rule.from !== from || rule.to !== to)
      this.latency = ms === 0 ? others : [...others, { from, to, ms }]
      this.tell([])
      return { latency: this.latency }
    },
    'snapshot.export': () => snapshotOf(this.ring, this.state()),
    'snapshot.read': ({ text }) => {
      if (!text.startsWith('{')) throw new Refused('invalid', 'line 1: not JSON')
      const snapshot = JSON.parse(text) as Responses['snapshot.export']
      return { snapshot, state: { ...this.state(), atMs: snapshot.lab.atMs } }
    },
    'snapshot.restore': () => ({ nodes: this.ring.liveIds() }),
    'events.page': () => ({ events: [], oldestSeq: 0 })
  }

  private async insert(key: string, value: string, expiresAt: number | null): Promise<FixtureKey> {
    const entry: FixtureKey = { key, id: await hashId(key), value, expiresAt }
    this.ring.keys.set(key, entry)
    return entry
  }

  private turn(name: string, state: FixtureNode['state']) {
    const node = this.node(name)
    this.tell([this.change(node, state)])
    return { node: this.ring.view(node.id) }
  }

  private stop(name: string, state: 'crashed' | 'left', confirm: boolean) {
    const node = this.node(name)
    const live = [...this.ring.nodes.values()].filter((entry) => LIVE_STATES.includes(entry.state))
    if (live.length === 1 && !confirm) throw new Refused('confirm', `last live node: ${node.id.slice(0, 4)}`)
    const keysLost = this.ring.keysOf(node.id).length
    if (state === 'crashed') for (const entry of this.ring.keysOf(node.id)) this.ring.keys.delete(entry.key)
    const event = this.change(node, state)
    this.tell([
      {
        type: 'user',
        action: state === 'crashed' ? 'crash' : 'leave',
        text: `${state} ${node.id.slice(0, 4)}`,
        nodes: [node.id]
      },
      event
    ])
    return { node: this.ring.view(node.id), keysLost }
  }
}
