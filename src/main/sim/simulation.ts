/**
 * One simulated run: first faults, with the safety predicates after every event; then no more faults, and the ring must
 * become Ideal within the bounds of PROTOCOL §2, serve every key once, and give back every write that it owes.
 */
import { between } from '../../shared/ids'
import { ChordError } from '../chord/errors'
import { compareVersions, isVisible } from '../chord/records'
import type { StoredRecord } from '../chord/messages'
import { FaultPlayer } from './fault-player'
import { layers } from './guard'
import { LivenessBound } from './liveness'
import { type Broken, brokenSafety, notIdeal, PREDICATE_NAMES } from './predicates'
import { type Fault, type Profile, profileOf } from './profile'
import { holds } from './ledger'
import { SimRandom } from './sim-random'
import { Workload } from './workload'
import { name, World } from './world'

export type FailureKind = 'safety' | 'liveness' | 'crash'

export interface Failure {
  readonly kind: FailureKind
  /** `I2 SufficientPrincipals`, `L0 Ideal`, `K1 acknowledged write readable`, … */
  readonly predicate: string
  readonly detail: string
  readonly event: number
  readonly atMs: number
}

export interface RunResult {
  readonly seed: number
  readonly clean: boolean
  readonly events: number
  readonly trace: string
  readonly simulatedMs: number
  readonly faultsPlayed: number
  readonly requests: number
  readonly acknowledged: number
  /** Rounds and time that the ring took to become Ideal after the last fault, and the rounds allowed. */
  readonly rounds: number
  readonly roundsAllowed: number
  readonly healMs: number
  /** How often a second node began to answer for a range that another one still served. */
  readonly doubleOwners: number
  readonly failure: Failure | null
  /** What was done to the ring. */
  readonly log: readonly string[]
  /** The schedule that it followed. */
  readonly faults: readonly Fault[]
}

/** Faults go on for no longer than this, ms: a small idle ring has few events. */
const FAULTS_LIMIT_MS = 3_600_000
/** How long the healed ring is watched for staying as it is, ms. */
const STAYS_MS = 6000
/** Each read of the final check may take this long, ms. */
const READ_LIMIT_MS = 10_000

export interface RunOptions {
  /** Events under faults. */
  readonly events: number
  /** Takes the place of the seed's own faults, when a failure is shrunk. */
  readonly faults?: readonly Fault[]
  /** Puts every change of a pointer, verdict and transfer into the log as well. */
  readonly tellsAll?: boolean
  /** Lets more nodes fail than the theorem allows, to see that the predicates notice. */
  readonly unguarded?: boolean
}

/** Runs what `seed` stands for. */
export function simulate(seed: number, options: RunOptions): Promise<RunResult> {
  const profile = profileOf(seed, options.events)
  return new Simulation({ ...profile, faults: options.faults ?? profile.faults }, options).run()
}

class Simulation {
  readonly #profile: Profile
  readonly #events: number
  readonly #world: World
  readonly #player: FaultPlayer
  readonly #workload: Workload
  #failure: Failure | null = null
  #bound: LivenessBound | null = null
  #overlaps = 0
  #doubleOwners = 0

  constructor(profile: Profile, { events, tellsAll = false, unguarded = false }: RunOptions) {
    this.#profile = profile
    this.#events = events
    this.#world = new World(profile, { tellsAll, guarded: !unguarded })
    this.#player = new FaultPlayer(this.#world, profile.faults)
    this.#workload = new Workload(this.#world)
  }

  async run(): Promise<RunResult> {
    const unhandled = (cause: unknown): void => void this.#world.errors.push(`unhandled: ${describe(cause)}`)
    process.on('unhandledRejection', unhandled)
    try {
      await this.#faults()
      if (this.#failure === null) await this.#heals()
      if (this.#failure === null) await this.#keysAreThere()
    } catch (cause) {
      this.#fail('crash', 'node code', describe(cause))
    } finally {
      process.off('unhandledRejection', unhandled)
    }
    return this.#result()
  }

  #result(): RunResult {
    const world = this.#world
    return {
      seed: this.#profile.seed,
      clean: this.#profile.clean,
      events: world.clock.ran,
      trace: world.trace.hash,
      simulatedMs: world.clock.now(),
      faultsPlayed: this.#player.played,
      requests: this.#workload.done + this.#workload.failed,
      acknowledged: world.ledger.acknowledged,
      rounds: this.#bound?.rounds ?? 0,
      roundsAllowed: this.#bound?.allowed ?? 0,
      healMs: this.#bound?.tookMs ?? 0,
      doubleOwners: this.#doubleOwners,
      failure: this.#failure,
      log: world.log,
      faults: this.#profile.faults
    }
  }

  /** Faults, until the budget of events is used up. */
  async #faults(): Promise<void> {
    this.#start()
    this.#workload.start()
    await this.#world.clock.run(FAULTS_LIMIT_MS, () => {
      this.#player.play(this.#world.clock.ran)
      this.#after()
      return this.#failure !== null || this.#world.clock.ran >= this.#events
    })
    this.#workload.stop()
    this.#player.stop()
    this.#world.network.conditions = { ...this.#profile.conditions }
  }

  #start(): void {
    const { ids, start } = this.#profile
    if (start === 'placed') return this.#world.place(ids)
    const [first, ...others] = ids.map((id) => this.#world.addSlot(id))
    if (first === undefined) return
    this.#world.boot(first).bootstrap()
    for (const slot of others) this.#world.join(slot, [first])
  }

  /** After every event: bugs first, then the predicates, if anything that they speak of changed. */
  #after(): void {
    const world = this.#world
    const error = world.errors[0]
    if (error !== undefined) return this.#fail('crash', 'node code', error)
    if (world.servedChanged) this.#countOwners()
    if (!world.look()) return
    const broken = this.#judge()[0]
    if (broken === undefined) return
    const { predicate, nodes } = broken
    const who = world.slots.filter((slot) => nodes.includes(slot.id))
    const what = who.map((slot) => `${name(slot)} ${this.#beliefs(slot.id)}`).join('; ')
    this.#fail('safety', `${predicate} ${PREDICATE_NAMES[predicate]}`, what)
  }

  /**
   * Counts the moments at which a second node began to answer for a range (PROTOCOL §4, L4). With one copy of a key and no
   * votes that cannot be ruled out when a node dies whose neighbours do not know each other yet; versions settle it.
   */
  #countOwners(): void {
    const world = this.#world
    world.servedChanged = false
    const serving = world
      .up()
      .map((slot) => ({ id: slot.id, from: slot.node?.beliefs().servedFrom ?? null }))
      .filter(({ from }) => from !== null)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    const before = this.#overlaps
    this.#overlaps = serving.filter(({ id, from }, i) => {
      const other = serving[(i + serving.length - 1) % serving.length]?.id
      return other !== undefined && other !== id && between(from as string, other, id)
    }).length
    if (this.#overlaps > before) this.#doubleOwners++
  }

  /**
   * All predicates where the theorem's assumptions hold: from the first state on that satisfies them all with r + 1 members
   * (a grown ring has its bootstrap phase first). Otherwise those that a node keeps by itself whatever it is told, since one
   * that believes live peers dead may truly be a ring of its own for a while.
   */
  #judge(): Broken[] {
    const world = this.#world
    if (!this.#profile.clean) return world.watch.broken('bootstrap').filter(isLocal)
    const broken = world.watch.broken(world.armed ? 'full' : world.watch.regime())
    if (world.armed) return broken
    if (broken.length === 0 && world.watch.regime() === 'full') world.armed = this.#holdsWithAnswers()
    return broken.filter(isLocal)
  }

  /** Whether the predicates hold also when answers that are on their way have been applied, whichever comes last. */
  #holdsWithAnswers(): boolean {
    const { watch, profile } = this.#world
    const rings = layers(this.#world, watch.view)
    return rings.every((ring) => brokenSafety(ring, profile.successors, 'full').length === 0)
  }

  #beliefs(id: string): string {
    const belief = this.#world.watch.view.get(id)
    const short = (one: string): string => {
      const slot = this.#world.slots.find((other) => other.id === one)
      return slot === undefined ? `pad ${one.slice(-4)}` : `n${slot.index}${this.#world.watch.has(one) ? '' : ' dead'}`
    }
    return `pred ${short(belief?.pred ?? '')}, succ ${belief?.succ.map(short).join(', ')}`
  }

  #fail(kind: FailureKind, predicate: string, detail: string): void {
    this.#failure ??= { kind, predicate, detail, event: this.#world.clock.ran, atMs: this.#world.clock.now() }
  }

  /** No more faults: Ideal within the bound, every arc served by its owner, and then no more changes. */
  async #heals(): Promise<void> {
    const bound = new LivenessBound(this.#world)
    this.#bound = bound
    const { clock } = this.#world
    await clock.run(Number.MAX_SAFE_INTEGER, () => {
      this.#after()
      if (this.#failure !== null || bound.isReached()) return true
      const late = bound.exceeded()
      if (late !== null) this.#fail('liveness', late.predicate, `${late.why}: ${this.#behind()}`)
      return this.#failure !== null
    })
    if (this.#failure !== null) return
    await clock.run(STAYS_MS, () => {
      this.#after()
      return this.#failure !== null
    })
    if (this.#failure === null && !bound.isReached()) this.#fail('liveness', 'L1 stays Ideal', this.#behind())
  }

  #behind(): string {
    const { watch } = this.#world
    const late = notIdeal(watch.view, this.#profile.successors)
    const pointers = this.#world.slots
      .filter((slot) => late.includes(slot.id))
      .map((slot) => `${name(slot)} ${this.#beliefs(slot.id)}`)
    const serving = this.#world
      .up()
      .map((slot) => ({ slot, beliefs: slot.node?.beliefs() }))
      .filter(({ slot, beliefs }) => slot.node?.state !== 'running' || beliefs?.servedFrom !== beliefs?.predecessor)
      .map(
        ({ slot, beliefs }) => `${name(slot)} is ${slot.node?.state} and serves from ${beliefs?.servedFrom?.slice(-4)}`
      )
    return [...pointers, ...serving].join('; ')
  }

  /** Every acknowledged write with a surviving copy is held by a live node, and read back through the ring. */
  async #keysAreThere(): Promise<void> {
    const { ledger, clock } = this.#world
    const random = new SimRandom(`${this.#profile.seed}/readers`)
    for (const [keyId, { key, version }] of ledger.debts) {
      const members = this.#world.members()
      const newest = this.#newest(keyId)
      if (newest === undefined || compareVersions(newest.version, version) < 0) {
        // A copy on the disk of a node that is down is out of reach, not lost.
        if (this.#world.slots.some((slot) => slot.node === null && holds(slot.store, keyId, version))) continue
        return this.#fail('safety', 'K1 acknowledged write kept', `${key} version ${version.wallMs}.${version.counter}`)
      }
      const reader = random.pick(members)
      let found: StoredRecord | null | undefined
      const read = reader.node?.get(key).then(
        ({ record }) => {
          found = record
        },
        (cause) => this.#fail('liveness', 'K2 key readable', `${key} from ${name(reader)}: ${describe(cause)}`)
      )
      await clock.run(READ_LIMIT_MS, () => found !== undefined || this.#failure !== null)
      await read
      if (this.#failure !== null) return
      const expected = isVisible(newest, clock.wall()) ? newest : null
      const right = expected === null ? found === null : found && compareVersions(found.version, expected.version) === 0
      if (!right) {
        const holders = this.#world.up().filter((slot) => holds(slot.store, keyId, newest.version))
        const detail = `${key} from ${name(reader)}: held by ${holders.map(name).join(', ')}, owner ${this.#owner(keyId)}`
        return this.#fail('safety', 'K2 acknowledged write readable', detail)
      }
    }
  }

  #owner(keyId: string): string {
    const ids = this.#world
      .members()
      .map((slot) => slot.id)
      .sort()
    const id = ids.find((one) => one >= keyId) ?? ids[0]
    const slot = this.#world.slots.find((one) => one.id === id)
    return slot === undefined ? 'nobody' : name(slot)
  }

  #newest(keyId: string): StoredRecord | undefined {
    let newest: StoredRecord | undefined
    for (const slot of this.#world.up()) {
      const record = slot.store.get(keyId)
      if (record !== undefined && (newest === undefined || compareVersions(record.version, newest.version) > 0)) {
        newest = record
      }
    }
    return newest
  }
}

/** D1 and D2 hang on one node's list alone. */
function isLocal({ predicate }: Broken): boolean {
  return predicate === 'D1' || predicate === 'D2'
}

function describe(cause: unknown): string {
  const error = ChordError.from(cause)
  return cause instanceof Error && error.code === 'internal' ? (cause.stack ?? cause.message) : error.message
}
