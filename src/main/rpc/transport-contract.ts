/** What every Transport must do; each implementation's own test file calls this. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { ChordErrorCode } from '../chord/errors'
import type { Method, RecordChunk, RequestOf, ResponseOf, StoredRecord } from '../chord/messages'
import type { Clock, Handler, Transport } from '../chord/ports'

/** One of the two nodes of a pair: its handler is the one that was given. */
export interface PairEnd {
  readonly ref: NodeRef
  readonly transport: Transport
  /** Dies at once: server and connections. */
  crash(): void | Promise<void>
}

/** Two nodes that can reach each other, and the time that they live in. */
export interface TransportPair {
  readonly a: PairEnd
  readonly b: PairEnd
  readonly clock: Clock
  /** A reference to a third node that does not run: nobody listens at its address. */
  readonly nobody: NodeRef
  /** Lets the world go on until `work` has settled. Real time does so by itself; a simulation takes its steps. */
  run<T>(work: Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Makes a pair of 160-bit nodes; the ids are `'1'.repeat(40)` and `'9'.repeat(40)`. */
export type MakePair = (handlers: { a: Handler; b: Handler }) => Promise<TransportPair>

const LONG_MS = 20_000
const CODES: ChordErrorCode[] = ['unavailable', 'timeout', 'cancelled', 'invalid', 'refused', 'off-ring', 'internal']
const SOME_ID = 'f0'.repeat(20)

/** The handler of an end, to be changed by each test. */
class Scripted implements Handler {
  readonly seen: { method: Method; request: unknown; timeoutMs: number }[] = []
  answer: (method: Method, request: never) => unknown = () => ({})
  records: (transfer: string) => AsyncIterable<RecordChunk> | Iterable<RecordChunk> = () => []

  handle<M extends Method>(method: M, request: RequestOf<M>, timeoutMs: number): Promise<ResponseOf<M>> {
    this.seen.push({ method, request, timeoutMs })
    return this.answer(method, request as never) as Promise<ResponseOf<M>>
  }

  stream(transfer: string): AsyncIterable<RecordChunk> | Iterable<RecordChunk> {
    return this.records(transfer)
  }
}

/** The contract suite. */
export function transportContract(name: string, makePair: MakePair): void {
  describe(`${name} keeps the contract of Transport`, () => {
    let a: Scripted
    let b: Scripted
    let pair: TransportPair

    beforeEach(async () => {
      a = new Scripted()
      b = new Scripted()
      pair = await makePair({ a, b })
    })
    afterEach(() => pair.close())

    const ask = <M extends Method>(method: M, request: RequestOf<M>, timeoutMs = LONG_MS): Promise<ResponseOf<M>> =>
      pair.run(pair.a.transport.call(pair.b.ref, method, request, timeoutMs))

    describe('a call', () => {
      test('brings the request there and the answer back', async () => {
        b.answer = () => ({ node: pair.b.ref })
        expect(await ask('ping', {})).toEqual({ node: pair.b.ref })
        b.answer = () => ({ kind: 'done', record: recordAt(7, 10) })
        expect(await ask('read', { keyId: SOME_ID })).toEqual({ kind: 'done', record: recordAt(7, 10) })
        expect(b.seen.map(({ method, request }) => ({ method, request }))).toEqual([
          { method: 'ping', request: {} },
          { method: 'read', request: { keyId: SOME_ID } }
        ])
      })

      test('may be answered at once or later', async () => {
        b.answer = () => Promise.resolve({ node: pair.b.ref })
        expect(await ask('ping', {})).toEqual({ node: pair.b.ref })
      })

      test('brings the time that the caller has left', async () => {
        await ask('nudge', {}, 5000)
        await ask('nudge', {}, Infinity)
        expect(b.seen[0]!.timeoutMs).toBeGreaterThan(0)
        expect(b.seen[0]!.timeoutMs).toBeLessThanOrEqual(5000)
        expect(b.seen[1]!.timeoutMs).toBe(Infinity)
      })

      test.each(CODES)('fails with the code of the handler: %s', async (code) => {
        b.answer = () => {
          throw new ChordError(code, 'reason: 42')
        }
        await expect(ask('nudge', {})).rejects.toMatchObject({ name: 'ChordError', code, message: 'reason: 42' })
        b.answer = () => Promise.reject(new ChordError(code, 'reason: 43'))
        await expect(ask('nudge', {})).rejects.toMatchObject({ code, message: 'reason: 43' })
      })

      test('fails with internal for any other error', async () => {
        b.answer = () => {
          throw new TypeError('oops')
        }
        await expect(ask('nudge', {})).rejects.toMatchObject({ name: 'ChordError', code: 'internal', message: 'oops' })
      })

      test('fails with timeout when there is no answer in time, and the late answer is nobody’s', async () => {
        let answer: (value: unknown) => void = () => undefined
        b.answer = () => new Promise((resolve) => (answer = resolve))
        const startedMs = pair.clock.now()
        await expect(ask('nudge', {}, 30)).rejects.toMatchObject({ code: 'timeout' })
        // Timers may fire a fraction of a millisecond early.
        expect(pair.clock.now() - startedMs).toBeGreaterThanOrEqual(29)
        answer({})
        b.answer = () => ({ node: pair.b.ref })
        expect(await ask('ping', {})).toEqual({ node: pair.b.ref })
      })

      test('may be overtaken by a later one', async () => {
        let answerFirst: (value: unknown) => void = () => undefined
        b.answer = (method) =>
          method === 'nudge' ? new Promise((resolve) => (answerFirst = resolve)) : { node: pair.b.ref }
        const first = pair.a.transport.call(pair.b.ref, 'nudge', {}, LONG_MS)
        expect(await ask('ping', {})).toEqual({ node: pair.b.ref })
        answerFirst({})
        expect(await pair.run(first)).toEqual({})
      })

      test('gets its own answer among a thousand at once', async () => {
        b.answer = (_method, request: { digest: string }) => ({ committed: true, digest: request.digest })
        const calls = Array.from({ length: 1000 }, (_, i) =>
          pair.a.transport.call(pair.b.ref, 'handoffCommit', { transfer: 't', digest: `${i}` }, LONG_MS)
        )
        const replies = await pair.run(Promise.all(calls))
        expect(replies.map((reply) => reply.digest)).toEqual(calls.map((_, i) => `${i}`))
      })

      test('goes both ways at once', async () => {
        a.answer = () => ({ node: pair.a.ref })
        b.answer = async () => pair.b.transport.call(pair.a.ref, 'ping', {}, LONG_MS)
        expect(await ask('ping', {})).toEqual({ node: pair.a.ref })
        const calls = [
          pair.a.transport.call(pair.b.ref, 'ping', {}, LONG_MS),
          pair.b.transport.call(pair.a.ref, 'ping', {}, LONG_MS)
        ]
        expect(await pair.run(Promise.all(calls))).toEqual([{ node: pair.a.ref }, { node: pair.a.ref }])
      })

      test('fails with unavailable where nobody listens, and where there is no address', async () => {
        const { transport } = pair.a
        const toNobody = pair.run(transport.call(pair.nobody, 'ping', {}, LONG_MS))
        await expect(toNobody).rejects.toMatchObject({ code: 'unavailable' })
        const padding = { id: pair.nobody.id, address: '' }
        await expect(pair.run(transport.call(padding, 'ping', {}, LONG_MS))).rejects.toMatchObject({
          code: 'unavailable'
        })
        expect(transport.isLinked(pair.nobody.id)).toBe(false)
      })
    })

    describe('a crash', () => {
      test('fails the calls under way and tells that the link is lost', async () => {
        let asked: () => void = () => undefined
        const reached = new Promise<void>((resolve) => (asked = resolve))
        b.answer = (method) => {
          if (method === 'notify') return {}
          asked()
          return new Promise(() => undefined)
        }
        const lost = new Promise<NodeRef>((resolve) => pair.a.transport.onLinkLost(resolve))
        await ask('notify', { node: pair.a.ref })
        const failure = pair.a.transport.call(pair.b.ref, 'nudge', {}, LONG_MS).catch((cause: unknown) => cause)
        await pair.run(reached)
        expect(pair.a.transport.isLinked(pair.b.ref.id)).toBe(true)
        await pair.b.crash()
        expect(await pair.run(failure)).toMatchObject({ name: 'ChordError', code: 'unavailable' })
        expect(await pair.run(lost)).toEqual(pair.b.ref)
        expect(pair.a.transport.isLinked(pair.b.ref.id)).toBe(false)
      })

      test('is seen by the end that was called, too', async () => {
        const lost = new Promise<NodeRef>((resolve) => pair.b.transport.onLinkLost(resolve))
        await ask('nudge', {})
        await pair.a.crash()
        expect(await pair.run(lost)).toEqual(pair.a.ref)
      })

      test('leaves nobody to call or to probe', async () => {
        expect(await pair.run(pair.a.transport.probe(pair.b.ref, LONG_MS))).toBe('alive')
        await ask('nudge', {})
        await pair.b.crash()
        await expect(ask('nudge', {})).rejects.toMatchObject({ code: 'unavailable' })
        expect(await pair.run(pair.a.transport.probe(pair.b.ref, LONG_MS))).toBe('refused')
        expect(await pair.run(pair.a.transport.probe(pair.nobody, LONG_MS))).toBe('refused')
      })
    })

    describe('close', () => {
      test('cancels the calls under way and all later ones', async () => {
        let asked: () => void = () => undefined
        const reached = new Promise<void>((resolve) => (asked = resolve))
        b.answer = () => {
          asked()
          return new Promise(() => undefined)
        }
        const failure = pair.a.transport.call(pair.b.ref, 'nudge', {}, LONG_MS).catch((cause: unknown) => cause)
        await pair.run(reached)
        await pair.run(pair.a.transport.close())
        expect(await pair.run(failure)).toMatchObject({ name: 'ChordError', code: 'cancelled' })
        await expect(ask('nudge', {})).rejects.toMatchObject({ code: 'cancelled' })
        expect(pair.a.transport.isLinked(pair.b.ref.id)).toBe(false)
      })

      test('is no loss for the one who closes, but for the peer', async () => {
        const mine: NodeRef[] = []
        pair.a.transport.onLinkLost((peer) => mine.push(peer))
        const theirs = new Promise<NodeRef>((resolve) => pair.b.transport.onLinkLost(resolve))
        await ask('nudge', {})
        await pair.run(pair.a.transport.close())
        expect(await pair.run(theirs)).toEqual(pair.a.ref)
        expect(mine).toEqual([])
      })
    })

    describe('a pull', () => {
      const collect = async (transfer: string): Promise<StoredRecord[]> => {
        const records: StoredRecord[] = []
        for await (const chunk of pair.a.transport.pull(pair.b.ref, transfer, LONG_MS)) records.push(...chunk.records)
        return records
      }

      test('brings every record in order', async () => {
        b.records = (transfer) =>
          [0, 1, 2].map((i) => ({ records: [recordAt(2 * i, transfer.length), recordAt(2 * i + 1, 10)] }))
        const expected = [0, 1, 2, 3, 4, 5].map((i) => recordAt(i, i % 2 === 0 ? 4 : 10))
        expect(await pair.run(collect('abcd'))).toEqual(expected)
      })

      test('of nothing is empty', async () => {
        expect(await pair.run(collect('t'))).toEqual([])
      })

      test('fails with the code of the handler', async () => {
        b.records = (transfer) => {
          throw new ChordError('refused', `unknown transfer: ${transfer}`)
        }
        const refused = pair.run(collect('t1'))
        await expect(refused).rejects.toMatchObject({ code: 'refused', message: 'unknown transfer: t1' })
      })

      test('holds the sender back while the receiver does not read', async () => {
        const total = 100
        let sent = 0
        b.records = function* () {
          for (; sent < total; sent++) yield { records: [recordAt(sent, 250_000)] }
        }
        const chunks = pair.a.transport.pull(pair.b.ref, 't', LONG_MS)[Symbol.asyncIterator]()
        expect((await pair.run(chunks.next())).value.records[0].keyId).toBe(recordAt(0, 0).keyId)
        // Meanwhile the pair talks, so a sender that is not held back would have come to its end.
        for (let i = 0; i < 50; i++) await ask('nudge', {})
        expect(sent).toBeLessThan(total)
        let received = 1
        while (!(await pair.run(chunks.next())).done) received++
        expect(received).toBe(total)
        expect(sent).toBe(total)
      })

      test('stops the sender when the receiver leaves early', async () => {
        let stopped: () => void = () => undefined
        const senderStopped = new Promise<void>((resolve) => (stopped = resolve))
        b.records = function* () {
          try {
            for (let i = 0; ; i++) yield { records: [recordAt(i, 250_000)] }
          } finally {
            stopped()
          }
        }
        const first = async (): Promise<number> => {
          for await (const chunk of pair.a.transport.pull(pair.b.ref, 't', LONG_MS)) return chunk.records.length
          return 0
        }
        expect(await pair.run(first())).toBe(1)
        await pair.run(senderStopped)
      })

      test('fails with unavailable when the sender crashes, and with timeout when its time is over', async () => {
        b.records = async function* () {
          yield { records: [recordAt(0, 10)] }
          await new Promise(() => undefined)
        }
        const late = pair.a.transport.pull(pair.b.ref, 't', 50)[Symbol.asyncIterator]()
        expect((await pair.run(late.next())).done).toBe(false)
        await expect(pair.run(late.next())).rejects.toMatchObject({ name: 'ChordError', code: 'timeout' })

        const chunks = pair.a.transport.pull(pair.b.ref, 't', LONG_MS)[Symbol.asyncIterator]()
        expect((await pair.run(chunks.next())).done).toBe(false)
        const failure = chunks.next().catch((cause: unknown) => cause)
        await pair.b.crash()
        expect(await pair.run(failure)).toMatchObject({ name: 'ChordError', code: 'unavailable' })
      })

      test('is cancelled by close', async () => {
        b.records = async function* () {
          yield { records: [recordAt(0, 10)] }
          await new Promise(() => undefined)
        }
        const chunks = pair.a.transport.pull(pair.b.ref, 't', LONG_MS)[Symbol.asyncIterator]()
        await pair.run(chunks.next())
        const failure = chunks.next().catch((cause: unknown) => cause)
        await pair.run(pair.a.transport.close())
        expect(await pair.run(failure)).toMatchObject({ name: 'ChordError', code: 'cancelled' })
      })
    })
  })
}

/** The `index`th record, with a value of `size` bytes. */
function recordAt(index: number, size: number): StoredRecord {
  const keyId = index.toString(16).padStart(40, '0')
  return {
    keyId,
    key: `clé ${index}`,
    value: new Uint8Array(size).fill(index & 255),
    version: { wallMs: 1_700_000_000_000 + index, counter: index, writer: SOME_ID },
    expiresAtMs: index % 2 === 0 ? 0 : 1_900_000_000_000,
    deleted: index % 3 === 0
  }
}
