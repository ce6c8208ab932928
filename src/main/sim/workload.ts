/** Clients of a simulated ring: each puts, gets and deletes at nodes of its choice, one request after the other. */
import { ChordError } from '../chord/errors'
import type { RequestOutcome } from '../chord/requests'
import type { SimRandom } from './sim-random'
import type { Slot, World } from './world'

const TEXT = new TextEncoder()

export class Workload {
  readonly #world: World
  readonly #random: SimRandom
  #stopped = false
  #writes = 0
  /** Requests that ended well, and that did not. */
  done = 0
  failed = 0

  constructor(world: World) {
    this.#world = world
    this.#random = world.random.workload
  }

  start(): void {
    for (let i = 0; i < this.#world.profile.clients; i++) this.#next()
  }

  stop(): void {
    this.#stopped = true
  }

  #next(): void {
    if (this.#stopped) return
    const { thinkMs } = this.#world.profile
    this.#world.clock.deadline(thinkMs * 2 * this.#random.next(), () => this.#ask())
  }

  #ask(): void {
    const members = this.#world.members()
    const key = `key-${this.#random.int(this.#world.profile.keys)}`
    const kind = this.#random.next()
    const slot = members[this.#random.int(members.length)]
    if (slot === undefined) return this.#next()
    if (kind < 0.4) this.#run(slot, (node) => node.get(key), false)
    else if (kind < 0.9) {
      const value = TEXT.encode(`${++this.#writes}`)
      this.#run(slot, (node) => node.put(key, value, 0), true)
    } else this.#run(slot, (node) => node.delete(key), true)
  }

  /** Ends with the answer, the error, or the death of the node that works on it. */
  #run(slot: Slot, ask: (node: NonNullable<Slot['node']>) => Promise<RequestOutcome>, writes: boolean): void {
    let over = false
    const end = (outcome: RequestOutcome | null): void => {
      if (over) return
      over = true
      slot.onDeath.delete(died)
      if (outcome === null) this.failed++
      else this.done++
      if (writes && outcome?.record) this.#world.ledger.acknowledge(outcome.record)
      this.#next()
    }
    const died = (): void => end(null)
    slot.onDeath.add(died)
    ask(slot.node as NonNullable<Slot['node']>).then(end, (cause) => {
      const error = ChordError.from(cause)
      if (error.code === 'internal' || error.code === 'invalid')
        this.#world.errors.push(`request failed: ${error.message}`)
      end(null)
    })
  }
}
