import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { NodeEvent } from '../../shared/events'
import type { NodeRef } from '../../shared/model'
import { ChordError } from '../chord/errors'
import type { Handler, Transport } from '../chord/ports'
import { FaultTable } from './faults'
import { faulty } from './faulty'
import { hangable } from './hangable'
import { LabClock } from './lab-clock'
import { nobody, testNode } from './test-nodes'
import type { TestNode } from './test-nodes'
import { traced } from './traced'
import { transportContract } from './transport-contract'

const A: NodeRef = { id: '1'.repeat(40), address: 'a:1' }
const B: NodeRef = { id: '9'.repeat(40), address: 'b:1' }
const C: NodeRef = { id: 'c'.repeat(40), address: 'c:1' }

/** A network that works, as a list of what was asked of it. */
function plain(asked: string[], clock: LabClock): Transport {
  return {
    call(to, method, _request, timeoutMs) {
      asked.push(`${method} ${to.id[0]} ${timeoutMs} at ${clock.now()}`)
      return Promise.resolve({} as never)
    },
    async *pull() {
      yield { records: [] }
    },
    probe: () => Promise.resolve('alive'),
    onLinkLost: () => undefined,
    isLinked: () => true,
    close: () => Promise.resolve()
  }
}

describe('faulty', () => {
  let faults: FaultTable
  let events: NodeEvent[]
  let asked: string[]
  let clock: LabClock
  let transport: Transport

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] })
    faults = new FaultTable()
    events = []
    asked = []
    clock = new LabClock()
    const emit = (event: NodeEvent): unknown => events.push(event)
    transport = faulty(plain(asked, clock), { self: A, faults, clock, emit })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** How a call ends, and when. */
  async function outcome(call: Promise<unknown>): Promise<string> {
    const startedMs = clock.now()
    const ended = call.then(
      () => 'ok',
      (cause: ChordError) => cause.code
    )
    await vi.advanceTimersByTimeAsync(0)
    for (let ms = 0; ms < 5000 && vi.getTimerCount() > 0; ms++) await vi.advanceTimersByTimeAsync(1)
    return `${await ended} after ${Math.round(clock.now() - startedMs)}`
  }
  const ping = (timeoutMs = 1000): Promise<string> => outcome(transport.call(B, 'ping', {}, timeoutMs))

  test('does nothing while the table is empty', async () => {
    expect(await ping()).toBe('ok after 0')
    expect(events).toEqual([])
  })

  test('adds latency once each way, and tells the call before it leaves', async () => {
    faults.setLatency(A.id, B.id, 30)
    faults.setLatency(B.id, A.id, 50)
    expect(await ping()).toBe('ok after 80')
    expect(asked).toEqual(['ping 9 970 at 30'])
    expect(events).toEqual([{ type: 'rpc-started', from: A.id, to: B.id, method: 'ping', latencyMs: 30 }])
  })

  test('counts latency against the deadline, there and back', async () => {
    faults.setLatency(A.id, B.id, 100)
    expect(await ping(60)).toBe('timeout after 60')
    expect(asked).toEqual([])
    faults.setLatency(B.id, A.id, 100)
    expect(await ping(150)).toBe('timeout after 150')
    expect(asked.length).toBe(1)
  })

  test('the most specific rule wins, and 0 takes a rule back', () => {
    faults.setLatency(null, null, 1)
    faults.setLatency(null, B.id, 2)
    faults.setLatency(A.id, null, 3)
    faults.setLatency(A.id, B.id, 4)
    const latencies = (): number[] =>
      [[A, B] as const, [A, C] as const, [C, B] as const, [B, C] as const].map(([from, to]) =>
        faults.latency(from.id, to.id)
      )
    expect(latencies()).toEqual([4, 3, 2, 1])
    expect(faults.latencyRules().length).toBe(4)
    faults.setLatency(A.id, B.id, 0)
    faults.setLatency(null, null, 0)
    expect(latencies()).toEqual([3, 3, 2, 0])
    expect(() => faults.setLatency(null, null, -1)).toThrow('latency not in 0..60000 ms: -1')
    faults.clear()
    expect(faults.quiet).toBe(true)
  })

  test('a cut loses requests one way, and replies the other way', async () => {
    faults.cut(A.id, B.id)
    expect(await ping(40)).toBe('timeout after 40')
    expect(asked).toEqual([])
    faults.mend(A.id, B.id)
    faults.cut(B.id, null)
    expect(await ping(40)).toBe('timeout after 40')
    expect(asked.length).toBe(1)
    expect(await outcome(transport.call(C, 'ping', {}, 40))).toBe('ok after 0')
    faults.mend(B.id, null)
    expect(await ping(40)).toBe('ok after 0')
  })

  test('a hung node is asked in vain, and asks in vain', async () => {
    faults.hang(B.id)
    expect(await ping(40)).toBe('timeout after 40')
    expect(await outcome(transport.call(C, 'ping', {}, 40))).toBe('ok after 0')
    faults.resume(B.id)
    faults.hang(A.id)
    expect(await outcome(transport.call(C, 'ping', {}, 40))).toBe('timeout after 40')
    faults.resume(A.id)
    expect(await ping(40)).toBe('ok after 0')
  })

  test('a probe through a cut is silent, and through latency late', async () => {
    const probe = (): Promise<string> =>
      outcome(transport.probe(B, 100).then((answer) => Promise.reject(new ChordError(answer as never, ''))))
    expect(await probe()).toBe('alive after 0')
    faults.setLatency(null, null, 20)
    expect(await probe()).toBe('alive after 40')
    faults.cut(B.id, A.id)
    expect(await probe()).toBe('silent after 100')
  })

  test('a pull through a cut ends with timeout', async () => {
    faults.cut(B.id, A.id)
    const pull = async (): Promise<void> => {
      for await (const chunk of transport.pull(B, 't', 70)) expect(chunk).toBeDefined()
    }
    expect(await outcome(pull())).toBe('timeout after 70')
  })
})

describe('a hung handler', () => {
  test('accepts and does not answer, until it is resumed', async () => {
    const inner: Handler = { handle: () => ({ node: B }) as never, stream: () => [{ records: [] }] }
    const hang = hangable(inner)
    const b = await testNode(B.id, hang.handler)
    const a = await testNode(A.id, inner)
    const ping = (timeoutMs: number): Promise<unknown> => a.links.call(b.ref, 'ping', {}, timeoutMs)
    expect(await ping(20_000)).toEqual({ node: B })
    hang.hung = true
    await expect(ping(30)).rejects.toMatchObject({ code: 'timeout' })
    expect(await a.links.probe(b.ref, 20_000)).toBe('alive')
    const pull = a.links.pull(b.ref, 't', 50)[Symbol.asyncIterator]()
    await expect(pull.next()).rejects.toMatchObject({ code: 'timeout' })
    hang.hung = false
    expect(await ping(20_000)).toEqual({ node: B })
    await a.close()
    await b.close()
  })
})

describe('traced', () => {
  test('tells each call when it has ended, well or not', async () => {
    const events: NodeEvent[] = []
    let nowMs = 100
    const inner = { ...plain([], new LabClock()) }
    const transport = traced(inner, A, (event) => events.push(event), { now: () => (nowMs += 5) })
    await transport.call(B, 'ping', {}, 1000)
    inner.call = () => Promise.reject(new ChordError('refused', 'busy: 1'))
    await expect(transport.call(B, 'route', { id: A.id, avoid: [], near: false }, 1000)).rejects.toThrow('busy: 1')
    for await (const chunk of transport.pull(B, 't', 1000)) expect(chunk.records).toEqual([])
    const common = { type: 'rpc', from: A.id, to: B.id, tookMs: 5 }
    expect(events).toEqual([
      { ...common, method: 'ping', startedMs: 105, ok: true },
      { ...common, method: 'route', startedMs: 115, ok: false, error: 'refused' },
      { ...common, method: 'pull', startedMs: 125, ok: true }
    ])
  })
})

transportContract('LinkTransport with decorators', async (handlers) => {
  const clock = new LabClock()
  const faults = new FaultTable()
  // Some latency somewhere else: the slow path is taken, and must change nothing here.
  faults.setLatency(C.id, C.id, 5)
  const a = await testNode(A.id, handlers.a, { clock })
  const b = await testNode(B.id, handlers.b, { clock })
  const decorate = (node: TestNode): Transport => {
    const emit = (): void => undefined
    return traced(faulty(node.links, { self: node.ref, faults, clock, emit }), node.ref, emit, clock)
  }
  return {
    a: { ref: a.ref, transport: decorate(a), crash: () => a.crash() },
    b: { ref: b.ref, transport: decorate(b), crash: () => b.crash() },
    clock,
    nobody: await nobody(C.id),
    run: (work) => work,
    close: async () => {
      await Promise.all([a.close(), b.close()])
    }
  }
})
