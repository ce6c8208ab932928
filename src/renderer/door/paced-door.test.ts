import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LabDoor, Update } from '../../shared/contract'
import { PACE_MS, pacedDoor } from './paced-door'

let tell: (update: Update) => void
let close: () => void
const door: LabDoor = {
  kind: 'browser',
  resync: () => {},
  call: () => Promise.resolve({ ok: true, value: {} } as never),
  subscribe(onUpdate, onStatus) {
    tell = onUpdate
    close = () => onStatus({ state: 'closed', reason: 'gone', final: false })
    return () => (tell = () => {})
  }
}
const update = (seq: number) => ({ kind: 'batch', firstSeq: seq, lastSeq: seq }) as unknown as Update
let heard: unknown[]
let paced: LabDoor
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  heard = []
  paced = pacedDoor(door)
  stop = paced.subscribe(
    (one) => heard.push(one.kind === 'batch' ? one.lastSeq : one),
    ({ state }) => heard.push(state)
  )
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

it('hands on at once and in order what came in one turn, and soon what follows', () => {
  tell(update(1))
  tell(update(2))
  expect(heard).toEqual([])
  vi.advanceTimersByTime(0)
  expect(heard).toEqual([1, 2])
  tell(update(3))
  vi.advanceTimersByTime(PACE_MS - 1)
  tell(update(4))
  expect(heard).toEqual([1, 2])
  vi.advanceTimersByTime(1)
  expect(heard).toEqual([1, 2, 3, 4])
  vi.advanceTimersByTime(PACE_MS)
  tell(update(5))
  vi.advanceTimersByTime(0)
  expect(heard).toEqual([1, 2, 3, 4, 5])
})

it('hands on before an answer, and before the door closes', async () => {
  const answer = paced.call('lab.state', {})
  tell(update(1))
  await answer
  expect(heard).toEqual([1])
  tell(update(2))
  close()
  expect(heard).toEqual([1, 2, 'closed'])
  vi.advanceTimersByTime(0)
  expect(heard).toHaveLength(3)
})

it('hands on nothing after the end of the subscription', () => {
  tell(update(1))
  stop()
  vi.advanceTimersByTime(0)
  expect(heard).toEqual([])
})
