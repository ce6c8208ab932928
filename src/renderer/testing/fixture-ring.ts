/** A ring made of plain data, for tests and for looking at the window without a lab. Deterministic. */
import { arcShare, clockwiseFrom, idSpace, turnOf, type Id } from '../../shared/ids'
import {
  DENSITY_BINS,
  LIVE_STATES,
  type BehindView,
  type HealthView,
  type NodeState,
  type NodeView
} from '../../shared/model'
import { successorOf, trueFingers } from '../state/truth'

export const BITS = 160
const SPACE = idSpace(BITS)
const PREDICATES = [
  ['I1', 'OneLiveSuccessor'],
  ['I2', 'SufficientPrincipals'],
  ['D1', 'NoDuplicates'],
  ['D2', 'OrderedSuccessorLists'],
  ['D3', 'AtLeastOneRing'],
  ['D4', 'AtMostOneRing'],
  ['D5', 'OrderedRing'],
  ['D6', 'ConnectedAppendages'],
  ['D7', 'PrincipalsInRing'],
  ['L0', 'Ideal']
] as const

export interface FixtureKey {
  key: string
  id: Id
  value: string
  expiresAt: number | null
}

export interface FixtureNode {
  id: Id
  port: number
  state: NodeState
  sinceMs: number
  startedAtMs: number
  rpcPerSecond: number
  /** A node that still believes what was true before this one crashed. */
  believesIn: Id | null
}

/** First 20 bytes of SHA-256, as the lab names things. */
export async function hashId(text: string): Promise<Id> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest).subarray(0, 20)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Nodes and keys, and what follows from them. */
export class FixtureRing {
  nodes = new Map<Id, FixtureNode>()
  keys = new Map<string, FixtureKey>()
  readonly successors: number

  constructor(successors = 8) {
    this.successors = successors
  }

  liveIds(): Id[] {
    return [...this.nodes.values()]
      .filter((node) => LIVE_STATES.includes(node.state))
      .map((node) => node.id)
      .sort()
  }

  ownerOf(id: Id): Id {
    return successorOf(this.liveIds(), id)
  }

  keysOf(node: Id): FixtureKey[] {
    const live = this.liveIds()
    return [...this.keys.values()].filter((entry) => successorOf(live, entry.id) === node)
  }

  view(id: Id): NodeView {
    const node = this.nodes.get(id)
    if (node === undefined) throw new Error(`unknown node: ${id}`)
    const live = this.liveIds()
    const believed = node.believesIn === null ? live : [...new Set([...live, node.believesIn])].sort()
    const others = believed.filter((other) => other !== id).sort(clockwiseFrom(id))
    const up = LIVE_STATES.includes(node.state)
    const predecessor = others.at(-1) ?? id
    return {
      id,
      address: `127.0.0.1:${node.port}`,
      port: node.port,
      state: node.state,
      sinceMs: node.sinceMs,
      startedAtMs: node.startedAtMs,
      predecessor,
      successors: others.slice(0, this.successors),
      fingers: trueFingers(believed, id, BITS),
      servedFrom: up ? predecessor : null,
      keys: up ? this.keysOf(id).length : 0,
      rpcPerSecond: up ? node.rpcPerSecond : 0
    }
  }

  views(): NodeView[] {
    return [...this.nodes.keys()].sort().map((id) => this.view(id))
  }

  behind(): BehindView[] {
    const live = this.liveIds()
    return [...this.nodes.values()]
      .filter((node) => node.believesIn !== null && LIVE_STATES.includes(node.state))
      .map((node) => {
        const should = live
          .filter((id) => id !== node.id)
          .sort(clockwiseFrom(node.id))
          .slice(0, this.successors)
        const has = this.view(node.id).successors
        return {
          node: node.id,
          stale: has.filter((id) => !should.includes(id)),
          missing: should.filter((id) => !has.includes(id)),
          predecessorWrong: false,
          fingersWrong: 1
        }
      })
      .filter((entry) => entry.stale.length + entry.missing.length > 0)
  }

  health(nowMs: number): HealthView {
    const views = [...this.nodes.values()]
    const live = this.liveIds().length
    const joining = views.filter((node) => node.state === 'joining').length
    const behind = this.behind()
    const broken = behind.length === 0 ? [] : ['L0']
    const base = { live, joining, behind, broken, predicates: this.predicates(behind), lostKeys: 0 }
    const regime = live === 0 ? 'empty' : live <= this.successors ? 'bootstrap' : 'full'
    const say = (level: HealthView['level'], sentence: string, short: string): HealthView => ({
      ...base,
      level,
      sinceMs: level === 'healing' ? nowMs - 800 : null,
      regime,
      sentence,
      short
    })
    if (live === 0) return say('none', 'No nodes running', 'No nodes running')
    if (joining > 0) {
      const name = views.find((node) => node.state === 'joining')?.id.slice(0, 4) ?? ''
      return say('starting', `${name} joining 1.6 s · 17 of 30 keys moved`, `${name} joining 1.6 s`)
    }
    const dead = views.find((node) => node.state === 'crashed')?.id.slice(0, 4) ?? ''
    if (behind.length > 0)
      return say(
        'healing',
        `Healing 0.8 s: ${behind.length} successor lists still name ${dead}`,
        `Healing 0.8 s · ${behind.length} nodes behind`
      )
    return say('ideal', `${live} nodes · ring ideal · ${this.keys.size} keys`, `${live} nodes · ideal`)
  }

  private predicates(behind: readonly BehindView[]): HealthView['predicates'] {
    return PREDICATES.map(([name, title]) => ({
      ...{ name, title, level: 'holds', sinceMs: 9_600, seq: null, nodes: [] },
      ...(name === 'L0' && behind.length > 0
        ? { level: 'healing', sinceMs: 78_400, nodes: behind.map((one) => one.node) }
        : {})
    }))
  }

  density(): number[] {
    const bins = new Array<number>(DENSITY_BINS).fill(0)
    for (const entry of this.keys.values()) {
      const bin = Math.floor(turnOf(SPACE, entry.id) * DENSITY_BINS)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    return bins
  }

  shareOf(node: Id): number {
    return arcShare(SPACE, this.view(node).predecessor, node)
  }
}

/** The ring of the pictures: 16 nodes on ports 50051 to 50066, holding 200 keys. */
export async function picturedRing(nodes = 16, keys = 200): Promise<FixtureRing> {
  const ring = new FixtureRing()
  for (let i = 0; i < nodes; i++) {
    const port = 50_051 + i
    const id = await hashId(`127.0.0.1:${port}`)
    ring.nodes.set(id, {
      id,
      port,
      state: 'running',
      sinceMs: 3_600,
      startedAtMs: 3_600,
      rpcPerSecond: 20 + ((i * 7) % 25),
      believesIn: null
    })
  }
  for (let i = 1; i <= keys; i++) {
    const key = `user:${String(i).padStart(4, '0')}`
    const value = JSON.stringify({ plan: i % 3 === 0 ? 'pro' : 'free', seats: i % 17 })
    ring.keys.set(key, { key, id: await hashId(key), value, expiresAt: null })
  }
  return ring
}
