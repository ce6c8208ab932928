/**
 * The verdict on each predicate over time: it holds, it may still heal, or it is broken. The observer's own; it sees
 * all nodes at once, and no node ever sees it.
 *
 * A predicate that stops holding is `healing` while repair may still mend it: always for L0 (repair is what restores
 * it), in the bootstrap regime (the theorem does not reach there), and while nodes come or go or did so within the last
 * slow period. Otherwise a safety predicate is `broken` at once. Whatever is not mended within `stuckAfterPeriods` of
 * maintenance after the last node came or went is stuck, and so `broken`; that lasts until it holds again.
 */
import type { LabEvent, Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import {
  type ClockView,
  type HealthView,
  type LabSettings,
  LIVE_STATES,
  type NodeState,
  type NodeView,
  type PredicateName,
  type PredicateView
} from '../../shared/model'
import { type Broken, PREDICATE_NAMES } from '../sim/predicates'

/** What the observer has to say of one predicate. */
export type InvariantEvent = Extract<LabEvent, { type: 'invariant-broken' | 'invariant-restored' }>

/** Puts an event of the observer into the stream and returns its number, or null where nothing is recorded. */
export type RecordEvent = (event: InvariantEvent) => number | null

/** What the regime and the levels depend on, beside the predicates themselves. */
export interface Surroundings {
  nodes: readonly NodeView[]
  settings: LabSettings
  clock: ClockView
  ideal: boolean
  atMs: number
}

type Change = Pick<Recorded, 'seq' | 'atMs'>

const COMING_OR_GOING: readonly NodeState[] = ['starting', 'joining', 'leaving']
const NAMES = Object.keys(PREDICATE_NAMES) as PredicateName[]

/** After how many slow periods without a node coming or going a ring of n nodes counts as stuck: 2 (r + log2 n). */
export function stuckAfterPeriods(successors: number, live: number): number {
  return 2 * (successors + Math.log2(Math.max(2, live)))
}

/** Follows the predicates from one look to the next. */
export class InvariantMonitor {
  regime: HealthView['regime'] = 'empty'
  private views: PredicateView[] | null = null
  /** Whether the ring has been Ideal with r + 1 nodes since it last had fewer. */
  private grown = false
  /** Time as maintenance counts it: it stands still while the clock is paused, ms. */
  private protocolMs = 0
  private lastAtMs: number | null = null
  private members = ''
  private membersSinceMs = 0
  private changing = false
  private live = 0
  /** When each predicate stopped holding: by lab time, and by protocol time. */
  private readonly left = new Map<PredicateName, { atMs: number; protocolMs: number }>()
  private firstChange: Change | null = null
  private lastChange: Change | null = null

  /** Keeps in mind which events changed the ring: the first is what broke an Ideal one, the last what made it Ideal. */
  note(events: readonly Recorded[]): void {
    for (const event of events) {
      if (!changesRing(event)) continue
      this.firstChange ??= event
      this.lastChange = event
    }
  }

  /** Begins a look: what time it is for the nodes, who came or went, and in which regime the ring is. */
  begin({ nodes, settings, clock, ideal, atMs }: Surroundings): void {
    // A look that comes late, as after a stall of this process, says little about how much time the nodes had.
    const passedMs = Math.min(atMs - (this.lastAtMs ?? atMs), settings.stabilizeIntervalMs)
    this.protocolMs += clock.paused ? 0 : passedMs * clock.rate
    this.lastAtMs = atMs
    const present = nodes.filter(({ state }) => LIVE_STATES.includes(state) || COMING_OR_GOING.includes(state))
    const members = present.map((node) => node.id + (COMING_OR_GOING.includes(node.state) ? node.state : '')).join()
    if (members !== this.members) this.membersSinceMs = this.protocolMs
    this.members = members
    const quietMs = this.protocolMs - this.membersSinceMs
    const moving = present.some(({ state }) => COMING_OR_GOING.includes(state))
    this.changing = moving || quietMs < settings.stabilizeIntervalMs
    this.live = present.filter(({ state }) => LIVE_STATES.includes(state)).length
    // Full lists alone prove nothing about a ring that is still growing together; having been Ideal does.
    this.grown = this.live > settings.successors && (this.grown || ideal)
    this.regime = this.live === 0 ? 'empty' : this.grown ? 'full' : 'bootstrap'
  }

  /**
   * Ends a look with what does not hold. `judged`: every predicate was looked at now, so that what changed the ring
   * before is accounted for.
   */
  end(broken: readonly Broken[], settings: LabSettings, judged: boolean, record: RecordEvent): PredicateView[] {
    const found = new Map(broken.map((one) => [one.predicate, one.nodes]))
    this.views = NAMES.map((name) => this.next(name, found.get(name), settings, record))
    if (judged) this.firstChange = this.lastChange = null
    return this.views
  }

  private next(
    name: PredicateName,
    nodes: Id[] | undefined,
    settings: LabSettings,
    record: RecordEvent
  ): PredicateView {
    const atMs = this.lastAtMs ?? 0
    const title = PREDICATE_NAMES[name]
    const fresh: PredicateView = { name, title, level: 'holds', sinceMs: atMs, seq: null, nodes: [] }
    const before = this.views?.find((one) => one.name === name) ?? fresh
    if (nodes === undefined) return before.level === 'holds' ? before : this.restored(before, record)
    if (before.level === 'holds') this.left.set(name, { atMs: this.changedAt('first'), protocolMs: this.protocolMs })
    const level = this.levelOf(before, settings)
    if (level === before.level) return { ...before, nodes }
    const cause = before.level === 'holds' ? this.firstChange : null
    const sinceMs = cause?.atMs ?? atMs
    const seq = record({ type: 'invariant-broken', name, level, nodes, since: sinceMs, cause: cause?.seq ?? null })
    return { name, title, level, sinceMs, seq: cause?.seq ?? seq, nodes }
  }

  private levelOf({ name, level }: PredicateView, settings: LabSettings): 'healing' | 'broken' {
    if (level === 'broken') return 'broken'
    const sinceMs = Math.max(this.left.get(name)?.protocolMs ?? this.protocolMs, this.membersSinceMs)
    const boundMs = stuckAfterPeriods(settings.successors, this.live) * settings.stabilizeIntervalMs
    if (this.protocolMs - sinceMs > boundMs) return 'broken'
    return name === 'L0' || this.regime !== 'full' || this.changing ? 'healing' : 'broken'
  }

  private restored(before: PredicateView, record: RecordEvent): PredicateView {
    const { name, title, nodes } = before
    const since = this.left.get(name)?.atMs ?? before.sinceMs
    const cause = this.lastChange
    const seq = record({ type: 'invariant-restored', name, nodes, since, cause: cause?.seq ?? null })
    return { name, title, level: 'holds', sinceMs: this.changedAt('last'), seq: cause?.seq ?? seq, nodes: [] }
  }

  private changedAt(which: 'first' | 'last'): number {
    return (which === 'first' ? this.firstChange : this.lastChange)?.atMs ?? this.lastAtMs ?? 0
  }
}

/** Whether an event changed who lives, or what somebody believes of the ring. */
function changesRing(event: LabEvent): boolean {
  if (event.type === 'predecessor-changed' || event.type === 'successors-changed') return true
  if (event.type !== 'node-state') return false
  return LIVE_STATES.includes(event.after) !== (event.before !== null && LIVE_STATES.includes(event.before))
}
