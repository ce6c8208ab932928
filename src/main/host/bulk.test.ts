import { expect, test } from 'vitest'
import { ChordError } from '../chord/errors'
import { BULK_IN_FLIGHT, BulkTasks } from './bulk'

interface Put {
  from: string
  key: string
  value: string
  ttlMs: number
}

function setUp(put: (one: Put) => Promise<void> = async () => undefined, origin?: () => string) {
  const puts: Put[] = []
  let now = 0
  let most = 0
  let changes = 0
  let origins = 0
  const tasks = new BulkTasks({
    atMs: () => 7,
    lastNumber: () => 3,
    // Ids in the order of the last figures: the way around is another than that of the keys.
    hash: (key) => [...key].reverse().join(''),
    origin: origin ?? (() => `any ${++origins}`),
    changed: () => void changes++,
    put: async (from, key, value, ttlMs) => {
      now++
      most = Math.max(most, now)
      const one = { from, key, value: Buffer.from(value).toString(), ttlMs }
      puts.push(one)
      await new Promise((resolve) => setImmediate(resolve))
      await put(one).finally(() => now--)
    }
  })
  return { tasks, puts, inFlight: () => most, changes: () => changes }
}

const base = { task: 't', title: 'Test', from: null }

test('generated keys go on behind the last number, at most 64 at once', async () => {
  const { tasks, puts, inFlight } = setUp()
  const view = await tasks.run({ ...base, source: { kind: 'generate', count: 500, prefix: 'user:' } })
  expect(view).toMatchObject({ task: 't', done: 500, total: 500, state: 'done', startedAtMs: 7 })
  expect(puts.map((one) => one.key).sort()).toEqual(
    Array.from({ length: 500 }, (_, i) => `user:${String(i + 4).padStart(4, '0')}`)
  )
  expect(JSON.parse(puts.find((one) => one.key === 'user:0004')!.value)).toMatchObject({ id: 4 })
  expect(inFlight()).toBe(BULK_IN_FLIGHT)
  expect(tasks.takeChanges()).toEqual([view])
  expect(tasks.takeChanges()).toEqual([])
})

test('entries are put as they are, from the node asked for', async () => {
  const { tasks, puts } = setUp()
  const entries = [{ key: 'a', encoding: 'base64' as const, data: 'aGk=', ttlMs: 5 }]
  await tasks.run({ ...base, from: 'n1', source: { kind: 'entries', entries } })
  expect(puts).toEqual([{ from: 'n1', key: 'a', value: 'hi', ttlMs: 5 }])
})

test('keys are put in the order of their ids, runs of neighbours from one node each', async () => {
  const { tasks, puts } = setUp()
  await tasks.run({ ...base, source: { kind: 'generate', count: 600, prefix: 'k' } })
  const ids = puts.map((one) => [...one.key].reverse().join(''))
  expect(ids).toEqual([...ids].sort())
  expect([...new Set(puts.map((one) => one.from))]).toEqual(['any 1', 'any 2', 'any 3'])
  expect(puts.filter((one) => one.from === 'any 1')).toHaveLength(256)
})

test('of entries with the same key the last one is put, and all are counted', async () => {
  const { tasks, puts } = setUp()
  const entry = (key: string, data: string) => ({ key, encoding: 'utf8' as const, data, ttlMs: 0 })
  const entries = [entry('a', 'first'), entry('b', 'other'), entry('a', 'last')]
  const view = await tasks.run({ ...base, source: { kind: 'entries', entries } })
  expect(view).toMatchObject({ done: 3, total: 3, state: 'done' })
  expect(puts.map(({ key, value }) => `${key}=${value}`)).toEqual(['a=last', 'b=other'])
})

test('a put is tried once more from another node, unless a node was asked for', async () => {
  const gone = async ({ from }: Put): Promise<void> => {
    if (from === 'any 1' || from === 'n1') throw new ChordError('unavailable', 'node is gone')
  }
  const source = { kind: 'generate' as const, count: 10, prefix: 'k' }
  const { tasks, puts } = setUp(gone)
  expect(await tasks.run({ ...base, source })).toMatchObject({ done: 10, state: 'done' })
  expect(puts).toHaveLength(20)
  expect(await tasks.run({ ...base, from: 'n1', source })).toMatchObject({ state: 'failed' })
})

test('a task ends when no node is left to start at', async () => {
  const { tasks } = setUp(undefined, () => {
    throw new ChordError('unavailable', 'no node is running')
  })
  const view = await tasks.run({ ...base, source: { kind: 'generate', count: 10, prefix: 'k' } })
  expect(view).toMatchObject({ state: 'failed', reason: 'no node is running', done: 0 })
  expect(() => tasks.cancel('t')).toThrow('unknown task: t')
})

test('a put that fails ends the task and is named', async () => {
  const { tasks } = setUp(async ({ key }) => {
    if (key === 'user:00100') throw new ChordError('timeout', 'no answer')
  })
  const view = await tasks.run({ ...base, source: { kind: 'generate', count: 10_000, prefix: 'user:' } })
  expect(view).toMatchObject({ state: 'failed', reason: 'user:00100: no answer' })
  expect(view.done).toBeLessThan(300)
})

test('a cancelled task stops between two puts; a task that is not running cannot be cancelled', async () => {
  const { tasks, puts } = setUp(async () => {
    if (puts.length === 100) tasks.cancel('t')
  })
  const view = await tasks.run({ ...base, source: { kind: 'generate', count: 10_000, prefix: 'user:' } })
  expect(view.state).toBe('cancelled')
  expect(puts.length).toBeLessThan(100 + 2 * BULK_IN_FLIGHT)
  expect(() => tasks.cancel('t')).toThrow('unknown task: t')
})
