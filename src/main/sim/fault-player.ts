/** Carries the planned faults of a run out, each on whom it meets when it comes, and undoes those that last for a while. */
import { addToId, between, type Id, SPACE_160, toId } from '../../shared/ids'
import { mayFail } from './guard'
import { anyId, type Fault, type FaultKind } from './profile'
import type { Conditions } from './sim-network'
import { SimRandom } from './sim-random'
import { name, type Slot, type World } from './world'

type Players = { [K in FaultKind]: (fault: Fault) => void }

/** Rings grow no further than this. */
const MAX_NODES = 28
/** Steps that a crash may fall into: the asker or the answerer dies when the answer is on its way. */
const STEPS = [
  'neighbours',
  'neighbours',
  'notify',
  'route',
  'handoffBegin',
  'handoffCommit',
  'handoffConfirm',
  'write'
]

export class FaultPlayer {
  readonly #world: World
  readonly #due: Fault[]
  readonly #players: Players
  /** What undoes the faults that last, until it has been called. */
  readonly #undo = new Set<() => void>()
  played = 0
  #stopped = false

  constructor(world: World, faults: readonly Fault[]) {
    this.#world = world
    this.#due = [...faults].reverse()
    this.#players = this.#all()
  }

  /** Nothing more will come, and what lasted is over. */
  stop(): void {
    this.#stopped = true
    this.#due.length = 0
    for (const undo of [...this.#undo]) undo()
    this.#world.network.trap = null
  }

  /** Plays the faults that are due at `event`. */
  play(event: number): void {
    for (;;) {
      const fault = this.#due[this.#due.length - 1]
      if (fault === undefined || fault.atEvent > event) return
      this.#due.pop()
      // As an event of its own, so that the predicates are asked between it and what caused it.
      this.#world.clock.deadline(0, () => {
        if (this.#stopped) return
        this.#world.trace.text(fault.kind)
        this.#players[fault.kind](fault)
      })
    }
  }

  #say(text: string): void {
    this.played++
    this.#world.say(text)
  }

  /** One of the members, chosen by `share`; undefined when there is none. */
  #member(share: number): Slot | undefined {
    const members = this.#world.members()
    return members[Math.floor(share * members.length)]
  }

  /** Undoes by `undo` after `ms`, or when the faults stop. */
  #lasts(ms: number, undo: () => void): void {
    const once = (): void => {
      if (this.#undo.delete(once)) undo()
    }
    this.#undo.add(once)
    this.#world.clock.deadline(ms, once)
  }

  #all(): Players {
    return {
      join: (fault) => this.#join(this.#freshId(fault.c), fault),
      'mass-join': (fault) => this.#massJoin(fault),
      restart: (fault) => this.#restart(fault),
      leave: (fault) => this.#leave(fault),
      crash: (fault) => this.#crash(this.#member(fault.a), fault, 'crashes'),
      'crash-in-step': (fault) => this.#crashInStep(fault),
      'leave-cut-short': (fault) => this.#leaveCutShort(fault),
      hang: (fault) => this.#hang(fault),
      'one-way-cut': (fault) => this.#cut(fault),
      partition: (fault) => this.#partition(fault),
      weather: (fault) =>
        this.#weather(fault, `loses ${share(fault.a / 2)} and delays up to ${Math.ceil(fault.b * 800)} ms`, {
          loss: fault.a / 2,
          mostMs: this.#world.profile.conditions.leastMs + fault.b * 800
        }),
      'lost-answers': (fault) => this.#weather(fault, `loses ${share(fault.a)} of answers`, { answerLoss: fault.a }),
      duplicates: (fault) =>
        this.#weather(fault, `doubles ${share(fault.a)}, out of order`, { duplication: fault.a, inOrder: false }),
      'broken-link': (fault) => this.#breakLink(fault),
      'false-refusal': (fault) =>
        this.#weather(fault, `refuses ${share(fault.a)} of probes`, { falseRefusal: fault.a, loss: fault.b / 4 })
    }
  }

  #freshId(share: number): Id {
    const random = new SimRandom(`${this.#world.profile.seed}/id/${share}`)
    for (;;) {
      const near = this.#member(random.next())
      const id =
        near === undefined || random.chance(0.5)
          ? toId(SPACE_160, anyId(random))
          : addToId(SPACE_160, near.id, BigInt(random.int(9) - 4))
      if (!this.#world.has(id)) return id
    }
  }

  #join(id: Id, fault: Fault): void {
    const members = this.#world.members().filter((slot) => !slot.leaving)
    if (members.length === 0 || this.#world.up().length >= MAX_NODES) return
    const contacts = [fault.a, fault.b].map((share) => members[Math.floor(share * members.length)] as Slot)
    const slot = this.#world.addSlot(id)
    this.#say(`${name(slot)} joins through ${contacts.map(name).join(', ')}`)
    this.#sideWith(slot, contacts[0] as Slot)
    this.#world.join(slot, contacts)
  }

  #massJoin(fault: Fault): void {
    const ids = this.#world
      .members()
      .map((slot) => slot.id)
      .sort()
    const start = ids[Math.floor(fault.a * ids.length)]
    if (start === undefined) return
    const end = ids[(ids.indexOf(start) + 1) % ids.length] as Id
    const count = 2 + Math.floor(fault.c * 6)
    let id = start
    for (let i = 0; i < count; i++) {
      id = addToId(SPACE_160, id, 1n + BigInt(Math.floor(fault.b * 3)))
      if (ids.length > 1 && !between(start, id, end)) return
      if (!this.#world.has(id)) this.#join(id, { ...fault, a: (fault.a + i / count) % 1 })
    }
  }

  #restart(fault: Fault): void {
    const { slots } = this.#world
    const down = slots.filter((slot) => slot.node === null)
    const slot = down[Math.floor(fault.a * down.length)]
    const members = this.#world.members().filter((one) => !one.leaving)
    if (slot === undefined || members.length === 0) return
    const contacts = [fault.b, fault.c].map((share) => members[Math.floor(share * members.length)] as Slot)
    // To those who know its id, a node at another address is a dead node: no reliable detection of failures.
    if (!this.#world.profile.clean && fault.c < 0.3) slot.ref = { id: slot.id, address: `n${slot.index}-${slot.lives}` }
    const memory = slot.store.size > 0 ? `with ${slot.store.size} records` : 'empty'
    this.#say(`${name(slot)} restarts ${memory} at ${slot.ref.address} through ${contacts.map(name).join(', ')}`)
    this.#sideWith(slot, contacts[0] as Slot)
    this.#world.join(slot, contacts)
  }

  #leave(fault: Fault): void {
    const slot = this.#member(fault.a)
    if (slot === undefined || slot.leaving || slot.node?.state === 'leaving') return
    // One at a time where the theorem must hold: what one leaver promises the guard, another could break.
    if (this.#world.profile.clean && this.#world.slots.some((one) => one.leaving)) return
    if (!mayFail(this.#world, slot.id)) return
    this.#say(`${name(slot)} leaves`)
    this.#world.leave(slot)
  }

  #crash(slot: Slot | undefined, fault: Fault, what: string): boolean {
    if (slot === undefined || slot.node === null || !mayFail(this.#world, slot.id)) return false
    const withHost = fault.b < 0.3
    const memory = fault.c < 0.4 ? 'kept' : 'gone'
    this.#say(`${name(slot)} ${what}${withHost ? ' with its host' : ''}, its memory ${memory}`)
    this.#world.crash(slot, withHost, memory)
    return true
  }

  #crashInStep(fault: Fault): void {
    const wanted = STEPS[Math.floor(fault.a * STEPS.length)]
    const asks = fault.b < 0.5
    let left = 1 + Math.floor(fault.c * 5)
    this.#world.network.trap = (method, asker, answerer) => {
      if (method !== wanted || --left > 0) return
      this.#world.network.trap = null
      const victim = asks ? asker : answerer
      const slot = this.#world.slots.find((one) => one.endpoint === victim)
      this.#crash(slot, fault, `crashes ${asks ? 'after asking' : 'after answering'} ${method}`)
    }
  }

  #leaveCutShort(fault: Fault): void {
    const slot = this.#member(fault.a)
    if (slot === undefined || slot.leaving || !mayFail(this.#world, slot.id)) return
    this.#say(`${name(slot)} leaves`)
    this.#world.leave(slot)
    const { endpoint } = slot
    const shortMs = this.#world.profile.conditions.mostMs * fault.b * 12
    this.#world.clock.deadline(shortMs, () => {
      if (slot.endpoint !== endpoint) return
      slot.leaving = false
      this.#crash(slot, fault, 'crashes while it leaves')
    })
  }

  #hang(fault: Fault): void {
    const slot = this.#member(fault.a)
    const process = slot?.endpoint?.process
    if (slot === undefined || process === undefined || process.hung) return
    this.#say(`${name(slot)} hangs for ${Math.ceil(fault.ms)} ms`)
    process.hang()
    this.#lasts(fault.ms, () => process.resume())
  }

  #cut(fault: Fault): void {
    const from = this.#member(fault.a)
    const to = this.#member(fault.b)
    if (from === undefined || to === undefined || from === to) return
    const cut = `${from.ref.address}>${to.ref.address}`
    const { cuts } = this.#world.network
    if (cuts.has(cut)) return
    this.#say(`nothing gets from ${name(from)} to ${name(to)} for ${Math.ceil(fault.ms)} ms`)
    cuts.add(cut)
    this.#lasts(fault.ms, () => cuts.delete(cut))
  }

  #partition(fault: Fault): void {
    const { sides } = this.#world.network
    if (sides.size > 0) return
    const count = 2 + Math.floor(fault.a * 3)
    const random = new SimRandom(`${this.#world.profile.seed}/sides/${fault.b}`)
    const oneAlone = fault.c < 0.2
    for (const [i, slot] of this.#world.slots.entries()) {
      sides.set(slot.ref.address, oneAlone ? Number(i === 0) : random.int(count))
    }
    this.#say(`the network splits for ${Math.ceil(fault.ms)} ms: ${[...sides].map((pair) => pair.join(':')).join(' ')}`)
    this.#lasts(fault.ms, () => sides.clear())
  }

  /** A process that starts during a partition is on the side of the one through which it joins. */
  #sideWith(slot: Slot, contact: Slot): void {
    const side = this.#world.network.sides.get(contact.ref.address)
    if (side !== undefined) this.#world.network.sides.set(slot.ref.address, side)
  }

  /** Only one kind of weather at a time: the latest. */
  #weather(fault: Fault, what: string, changes: Partial<Conditions>): void {
    const { network, profile } = this.#world
    const weather = { ...profile.conditions, ...changes }
    this.#say(`the network ${what} for ${Math.ceil(fault.ms)} ms`)
    network.conditions = weather
    this.#lasts(fault.ms, () => {
      if (network.conditions === weather) network.conditions = { ...profile.conditions }
    })
  }

  #breakLink(fault: Fault): void {
    const a = this.#member(fault.a)
    const b = this.#member(fault.b)
    if (!a?.endpoint || !b?.endpoint || a === b) return
    this.#say(`the link of ${name(a)} and ${name(b)} breaks`)
    this.#world.network.breakLink(a.endpoint, b.endpoint)
  }
}

function share(part: number): string {
  return `${Math.round(part * 100)} %`
}
