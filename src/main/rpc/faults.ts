/** The live table of injected faults: latency, one-way cuts and hung nodes. Shared by every node of a lab. */
import type { Id } from '../../shared/ids'
import type { LatencyRule } from '../../shared/model'

/** Nodes are named by id; null stands for any node. */
export class FaultTable {
  private readonly latencyMs = new Map<string, LatencyRule>()
  private readonly cuts = new Set<string>()
  private readonly hung = new Set<Id>()
  /** Whether anything is injected at all: the common case costs one look. */
  private active = false

  /** Adds `ms` to each message that goes from `from` to `to`, one way; 0 takes the rule back. Throws RangeError. */
  setLatency(from: Id | null, to: Id | null, ms: number): void {
    if (!(ms >= 0 && ms <= 60_000)) throw new RangeError(`latency not in 0..60000 ms: ${ms}`)
    if (ms === 0) this.latencyMs.delete(pair(from, to))
    else this.latencyMs.set(pair(from, to), { from, to, ms })
    this.update()
  }

  /** The rules as they stand. */
  latencyRules(): LatencyRule[] {
    return [...this.latencyMs.values()]
  }

  /** One-way latency from one node to another, ms: the most specific rule wins, a rule for the sender before one for the receiver. */
  latency(from: Id, to: Id): number {
    if (this.latencyMs.size === 0) return 0
    const rule =
      this.latencyMs.get(pair(from, to)) ??
      this.latencyMs.get(pair(from, null)) ??
      this.latencyMs.get(pair(null, to)) ??
      this.latencyMs.get(pair(null, null))
    return rule?.ms ?? 0
  }

  /** Loses every message that goes from `from` to `to`; the other way stays open. */
  cut(from: Id | null, to: Id | null): void {
    this.cuts.add(pair(from, to))
    this.update()
  }

  /** Takes back a cut. */
  mend(from: Id | null, to: Id | null): void {
    this.cuts.delete(pair(from, to))
    this.update()
  }

  /** Whether a message from one node to another is lost: cut off, or one of the two hangs. */
  isLost(from: Id, to: Id): boolean {
    if (this.hung.size > 0 && (this.hung.has(from) || this.hung.has(to))) return true
    if (this.cuts.size === 0) return false
    return (
      this.cuts.has(pair(from, to)) ||
      this.cuts.has(pair(from, null)) ||
      this.cuts.has(pair(null, to)) ||
      this.cuts.has(pair(null, null))
    )
  }

  /** A hung node neither asks nor answers; its connections stay up. */
  hang(id: Id): void {
    this.hung.add(id)
    this.update()
  }

  resume(id: Id): void {
    this.hung.delete(id)
    this.update()
  }

  /** Takes everything back. */
  clear(): void {
    this.latencyMs.clear()
    this.cuts.clear()
    this.hung.clear()
    this.update()
  }

  /** Whether nothing is injected now. */
  get quiet(): boolean {
    return !this.active
  }

  private update(): void {
    this.active = this.latencyMs.size + this.cuts.size + this.hung.size > 0
  }
}

function pair(from: Id | null, to: Id | null): string {
  return `${from ?? '*'}>${to ?? '*'}`
}
