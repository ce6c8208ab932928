import { afterEach, describe, expect, it } from 'vitest'
import { FakeLab } from '../../src/main/door/fake-lab'
import type { CommandName, DoorStatus, LabDoor, Update } from '../../src/shared/contract'
import { MAX_UPDATES_AHEAD } from '../../src/shared/door'

/** One door, open to `lab`, as its own test file builds it. */
export interface OpenDoor {
  door: LabDoor
  close(): Promise<void>
}

/** Keeps what a subscription delivers, and waits for more of it. */
export function record(door: LabDoor) {
  const updates: Update[] = []
  const statuses: DoorStatus[] = []
  const stop = door.subscribe(
    (update) => updates.push(update),
    (status) => statuses.push(status)
  )
  const kinds = () => updates.map(({ kind }) => kind)
  return { updates, statuses, kinds, stop }
}

/** What every door does, whatever its wire: run by the test file of each. */
export function describeDoor(name: string, open: (lab: FakeLab) => Promise<OpenDoor>): void {
  describe(`${name} door`, () => {
    let opened: OpenDoor | undefined
    afterEach(async () => {
      await opened?.close()
      opened = undefined
    })
    async function setUp() {
      const lab = new FakeLab()
      opened = await open(lab)
      const seen = record(opened.door)
      await expect.poll(() => seen.statuses.at(-1)).toEqual({ state: 'open' })
      await expect.poll(seen.kinds).toContain('state')
      return { lab, door: opened.door, seen }
    }

    it('answers commands with what the lab says', async () => {
      const { lab, door } = await setUp()
      const request = { rate: 0.5, paused: true }
      expect(await door.call('clock.set', request)).toEqual({ ok: true, value: request })
      expect(await door.call('node.crash', { node: 'zz' })).toEqual({
        ok: false,
        error: { code: 'not-found', message: 'unknown node: {"node":"zz","confirm":false}' }
      })
      expect(lab.asked.map(({ command }) => command)).toEqual(['clock.set', 'node.crash'])
    })

    it('refuses what is not in the contract, and does not ask the lab', async () => {
      const { lab, door } = await setUp()
      expect(await door.call('no.such' as CommandName, {})).toMatchObject({
        ok: false,
        error: { code: 'invalid', message: 'unknown command: no.such' }
      })
      expect(await door.call('node.addMany', { count: 1e9 })).toMatchObject({
        ok: false,
        error: { code: 'invalid', message: expect.stringContaining('1000000000') }
      })
      expect(lab.asked).toEqual([])
    })

    it('pairs many commands at once with their answers', async () => {
      const { door } = await setUp()
      const rates = Array.from({ length: 100 }, (_, i) => (i + 1) / 100)
      const replies = await Promise.all(rates.map((rate) => door.call('clock.set', { rate })))
      expect(replies).toEqual(rates.map((rate) => ({ ok: true, value: { rate } })))
    })

    it('delivers a state first and every batch after it, in order', async () => {
      const { lab, seen } = await setUp()
      for (let i = 0; i < 200; i++) {
        lab.tell()
        if (i % 20 === 0) await expect.poll(() => lastSeq(seen.updates)).toBe(lab.seq)
      }
      await expect.poll(() => lastSeq(seen.updates)).toBe(200)
      expectNoGap(seen.updates)
    })

    it('sends a fresh state when asked for one', async () => {
      const { lab, door, seen } = await setUp()
      lab.seq = 41
      door.resync()
      await expect.poll(() => seen.updates.at(-1)).toMatchObject({ kind: 'state', state: { seq: 41 } })
    })

    it('gives a second listener a state first, and stops when told to', async () => {
      const { lab, door, seen } = await setUp()
      const second = record(door)
      lab.tell()
      await expect.poll(() => lastSeq(second.updates)).toBe(1)
      expect(second.kinds()[0]).toBe('state')
      second.stop()
      const before = second.updates.length
      lab.tell()
      await expect.poll(() => lastSeq(seen.updates)).toBe(2)
      expect(second.updates).toHaveLength(before)
    })

    it('never has more under way than the bound, and catches up with a state', async () => {
      const { lab, seen } = await setUp()
      // One turn of the event loop: the window cannot acknowledge anything in between.
      for (let i = 0; i < 10 * MAX_UPDATES_AHEAD; i++) lab.tell()
      await expect.poll(() => lastSeq(seen.updates)).toBe(10 * MAX_UPDATES_AHEAD)
      expect(seen.updates.length).toBeLessThanOrEqual(2 * MAX_UPDATES_AHEAD)
      expect(seen.updates.at(-1)?.kind).toBe('state')
      expectNoGap(seen.updates)
      lab.tell()
      await expect.poll(() => lastSeq(seen.updates)).toBe(10 * MAX_UPDATES_AHEAD + 1)
    })

    it('lets go of the lab when the window is gone', async () => {
      const { lab } = await setUp()
      expect(lab.listeners.size).toBe(1)
      await opened?.close()
      await expect.poll(() => lab.listeners.size).toBe(0)
    })
  })
}

/** The last event that the updates account for. */
export function lastSeq(updates: Update[]): number | undefined {
  const last = updates.at(-1)
  return last?.kind === 'state' ? last.state.seq : last?.lastSeq
}

function expectNoGap(updates: Update[]): void {
  let seq = -1
  for (const update of updates) {
    if (update.kind === 'batch') expect(update.firstSeq).toBe(seq + 1)
    seq = update.kind === 'state' ? update.state.seq : update.lastSeq
  }
}
