/** The ring's condition: every belief beside the truth, the invariants, and the sentence for the top of the window. */
import type { Recorded } from '../../shared/events'
import { type Id, idSpace } from '../../shared/ids'
import {
  type BehindView,
  type ClockView,
  type HealthView,
  type LabSettings,
  LIVE_STATES,
  type NodeView,
  type TransferView
} from '../../shared/model'
import { type Broken, brokenSafety, notIdeal, type RingView } from '../sim/predicates'
import { behindOf } from './behind'
import { InvariantMonitor, type RecordEvent } from './invariants'
import {
  healingSentence,
  idealSentence,
  isRingBehind,
  lostSentence,
  type Moving,
  movingSentence,
  NO_NODES,
  type Sentence,
  startingSentence
} from './sentences'
import { Truth } from './truth'

/** All that the condition depends on. */
export interface HealthInput {
  nodes: Iterable<NodeView>
  settings: LabSettings
  clock: ClockView
  transfers: Iterable<TransferView>
  keys: number
  lostKeys: number
  starting: { total: number; up: number } | null
  atMs: number
}

/** What a look may use of its surroundings. */
export interface LookTools {
  /** Times the look, ms. */
  costClock?: () => number
  /** Puts what the observer says into the stream. */
  record?: RecordEvent
}

/** Judging the invariants may take at most this share of the observer's time while a ring heals. */
const JUDGING_SHARE = 0.1

/** Keeps the condition from one look to the next: since when it heals, and what needs no second look. */
export class HealthMonitor {
  private truthNow: Truth | null = null
  private sinceMs: number | null = null
  private readonly invariants = new InvariantMonitor()
  private safety: Broken[] = []
  private judgeAgainAtMs = 0
  private readonly looked = new WeakMap<NodeView, { truth: Truth; behind: BehindView | null }>()

  /** What the nodes of the last look should believe. */
  truth(settings: LabSettings): Truth {
    return this.truthNow ?? new Truth(idSpace(settings.bits), settings.successors, [])
  }

  /** Keeps in mind what has happened since the last look. */
  note(events: readonly Recorded[]): void {
    this.invariants.note(events)
  }

  /** Looks at the whole ring. */
  look(input: HealthInput, { costClock = () => 0, record = () => null }: LookTools = {}): HealthView {
    const { settings, clock, atMs } = input
    const live = [...input.nodes].filter((node) => LIVE_STATES.includes(node.state))
    const truth = this.truthFor(
      live.map((node) => node.id),
      input.settings
    )
    const behind = live.map((node) => this.behind(node, truth)).filter((one) => one !== null)
    const ring: RingView = new Map(live.map((node) => [node.id, { succ: node.successors, pred: node.predecessor }]))
    const astray = notIdeal(ring, settings.successors)
    const ideal = astray.length === 0
    if (ideal || live.length === 0) this.sinceMs = null
    else this.sinceMs ??= input.atMs
    this.invariants.begin({ nodes: [...input.nodes], settings, clock, ideal, atMs })
    const judged = this.judge(ring, ideal, input, costClock)
    const broken = ideal ? [] : [...this.safety, { predicate: 'L0' as const, nodes: astray }]
    const view = {
      live: live.length,
      joining: [...input.nodes].filter((node) => node.state === 'starting' || node.state === 'joining').length,
      behind,
      sinceMs: this.sinceMs,
      broken: broken.map((one) => one.predicate),
      predicates: this.invariants.end(broken, settings, judged, record),
      regime: this.invariants.regime,
      lostKeys: input.lostKeys
    }
    return { ...view, ...condition(view, input, live, truth) }
  }

  /** Judges the safety predicates, unless that was done a moment ago; an Ideal ring keeps all of them. */
  private judge(ring: RingView, ideal: boolean, input: HealthInput, costClock: () => number): boolean {
    if (!ideal && input.atMs < this.judgeAgainAtMs) return false
    this.safety = []
    this.judgeAgainAtMs = 0
    if (ideal || ring.size === 0) return true
    const startMs = costClock()
    const regime = this.invariants.regime
    this.safety = brokenSafety(ring, input.settings.successors, regime)
    this.judgeAgainAtMs = input.atMs + (costClock() - startMs) / JUDGING_SHARE
    return true
  }

  private truthFor(live: Id[], settings: LabSettings): Truth {
    const old = this.truthNow
    if (old !== null && old.live.length === live.length && live.every((id) => old.isLive(id))) return old
    this.truthNow = new Truth(idSpace(settings.bits), settings.successors, live)
    return this.truthNow
  }

  /** A node is looked at again only when its view or the truth is another one. */
  private behind(node: NodeView, truth: Truth): BehindView | null {
    const last = this.looked.get(node)
    if (last !== undefined && last.truth === truth) return last.behind
    const behind = behindOf(node, truth)
    this.looked.set(node, { truth, behind })
    return behind
  }
}

type Judged = Pick<HealthView, 'live' | 'behind' | 'sinceMs' | 'broken' | 'lostKeys'>

function condition(
  view: Judged,
  input: HealthInput,
  live: NodeView[],
  truth: Truth
): Pick<HealthView, 'level'> & Sentence {
  if (input.starting !== null)
    return { level: 'starting', ...startingSentence(input.starting.total, input.starting.up) }
  const joining = [...input.nodes].filter((node) => node.state === 'starting' || node.state === 'joining')
  if (view.live === 0 && joining.length === 0) return { level: 'none', ...NO_NODES }
  const ringBehind = view.behind.filter(isRingBehind)
  const namesDead = ringBehind.some((one) => one.stale.some((id) => !truth.isLive(id)))
  if (joining.length > 0 && !namesDead)
    return { level: 'starting', ...movingSentence(moving(joining, 'joining', input)) }
  if (view.sinceMs !== null) {
    const dead = new Set([...input.nodes].map((node) => node.id).filter((id) => !truth.isLive(id)))
    const healing = { forMs: input.atMs - view.sinceMs, behind: ringBehind, dead }
    return { level: 'healing', ...healingSentence(healing) }
  }
  const leaving = live.filter((node) => node.state === 'leaving')
  if (leaving.length > 0) return { level: 'ideal', ...movingSentence(moving(leaving, 'leaving', input)) }
  if (view.lostKeys > 0) return { level: 'lost', ...lostSentence(view.lostKeys) }
  const fingersWrong = view.behind.reduce((sum, one) => sum + one.fingersWrong, 0)
  return { level: 'ideal', ...idealSentence(view.live, input.keys, fingersWrong) }
}

function moving(nodes: NodeView[], verb: Moving['verb'], input: HealthInput): Moving {
  const ids = nodes.map((node) => node.id)
  const sinceMs = Math.min(...nodes.map((node) => node.sinceMs))
  let moved = 0
  let total = 0
  for (const transfer of input.transfers) {
    if (transfer.startedAtMs < sinceMs || transfer.state === 'failed') continue
    if (!ids.includes(verb === 'joining' ? transfer.to : transfer.from)) continue
    moved += transfer.moved
    total += transfer.total
  }
  return { ids, verb, forMs: input.atMs - sinceMs, moved, total }
}
