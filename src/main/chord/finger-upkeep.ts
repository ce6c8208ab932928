/**
 * When fingers are looked after: all of them once the ring is quiet around here, until they are right, and one at a time
 * from then on. It goes on beside the rounds of maintenance: wrong fingers cost hops, a late successor list costs keys.
 */
import type { Id } from '../../shared/ids'
import type { FingerTable } from './finger-table'
import type { Pace } from './maintenance'

/** Times in a row that all fingers must be found right after a change; the last of them when the ring has become calm. */
const CHECKS = 3
/** Rounds in a row that leave the fingers alone because the ring is busy, at most. */
const MAX_POSTPONED = 4

type Fingers = Pick<FingerTable, 'farCount' | 'copy' | 'fixAll' | 'fixNext'>

export class FingerUpkeep {
  readonly #fingers: Fingers
  /** Whose table to begin with; null while there is nobody else. */
  readonly #neighbour: () => Id | null
  readonly #onFailure: (cause: unknown) => void
  #checks = CHECKS
  #postponed = 0
  #changes = 0
  #hasCopied = false
  /** Calm rounds left out since the last check. */
  #rested = 0
  #running: Promise<void> | null = null

  constructor(fingers: Fingers, neighbour: () => Id | null, onFailure: (cause: unknown) => void) {
    this.#fingers = fingers
    this.#neighbour = neighbour
    this.#onFailure = onFailure
  }

  /** The ring changed around here. */
  unsettle(): void {
    this.#checks = CHECKS
    this.#postponed = 0
    this.#changes++
  }

  /** A round found nothing new. `busy`: it took long, for the ring is at work on what matters more. */
  look(pace: Pace, busy: boolean): void {
    if (this.#running !== null || !this.#isDue(pace, busy)) return
    this.#postponed = 0
    const work = this.#checks > 0 ? this.#fixAll() : this.#fixNext()
    this.#running = work.catch(this.#onFailure).finally(() => (this.#running = null))
  }

  /** Resolves when no check is under way. */
  async whenDone(): Promise<void> {
    await this.#running
  }

  #isDue(pace: Pace, busy: boolean): boolean {
    if (pace === 'thorough') return this.#checks > 1 && (!busy || this.#postponed++ >= MAX_POSTPONED)
    // Each finger more is a hop less for a wrong one to cost, and a ring with many has many nodes that check.
    return this.#checks > 0 || this.#rested++ >= this.#fingers.farCount - 1
  }

  async #fixAll(): Promise<void> {
    const neighbour = this.#hasCopied ? null : this.#neighbour()
    if (neighbour !== null) {
      this.#hasCopied = true
      await this.#fingers.copy(neighbour)
    }
    const changes = this.#changes
    const right = await this.#fingers.fixAll()
    if (right && changes === this.#changes) this.#checks--
  }

  /** One wrong finger tells that the ring changed far away: then all are looked at. */
  async #fixNext(): Promise<void> {
    this.#rested = 0
    if (!(await this.#fingers.fixNext())) this.#checks = 1
  }
}
