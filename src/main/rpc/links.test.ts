import { Server, ServerCredentials } from '@grpc/grpc-js'
import type { ServerDuplexStream } from '@grpc/grpc-js'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SPACE_160 } from '../../shared/ids'
import type { NodeRef } from '../../shared/model'
import type { Cancel, Handler } from '../chord/ports'
import { FrameReader, KIND } from './frames'
import { LabClock } from './lab-clock'
import { LinkTransport } from './link-transport'
import { rawService } from './protos'
import { RingServer } from './server'
import { pingHandler, testNode } from './test-nodes'
import type { TestNode } from './test-nodes'
import { idWidth } from './wire'

const LOW = '1'.repeat(40)
const HIGH = '9'.repeat(40)
const LONG_MS = 20_000
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Real time with a hand on the deadlines: `skip` makes it later, and runs what is due. */
class SkippedClock extends LabClock {
  private skippedMs = 0
  private readonly timers = new Map<() => void, number>()

  override now(): number {
    return super.now() + this.skippedMs
  }

  override deadline(delayMs: number, task: () => void): Cancel {
    const cancel = super.deadline(delayMs, () => this.run(task))
    this.timers.set(task, this.now() + delayMs)
    return () => {
      cancel()
      this.timers.delete(task)
    }
  }

  skip(ms: number): void {
    this.skippedMs += ms
    for (const [task, atMs] of [...this.timers]) if (atMs <= this.now()) this.run(task)
  }

  private run(task: () => void): void {
    if (this.timers.delete(task)) task()
  }
}

async function node(
  id: string,
  options: Parameters<typeof testNode>[2] = {},
  handler?: Handler
): Promise<TestNode & { lost: NodeRef[] }> {
  const made: TestNode = await testNode(id, handler ?? pingHandler(() => made.ref), options)
  cleanups.push(() => made.close())
  const lost: NodeRef[] = []
  made.links.onLinkLost((peer) => lost.push(peer))
  return { ...made, lost }
}

const ping = (from: TestNode, to: TestNode): Promise<{ node: NodeRef }> => from.links.call(to.ref, 'ping', {}, LONG_MS)

describe('links', () => {
  test('serve both ends: the one who was called calls back over the same link', async () => {
    const a = await node(LOW)
    const b = await node(HIGH)
    expect(await ping(a, b)).toEqual({ node: b.ref })
    expect(b.links.isLinked(a.ref.id)).toBe(true)
    expect(await ping(b, a)).toEqual({ node: a.ref })
    expect([a.links.linkCount, b.links.linkCount]).toEqual([1, 1])
  })

  test('settle on one when both ends dial at once, and every call is answered', async () => {
    const a = await node(LOW)
    const b = await node(HIGH)
    const calls = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? ping(a, b) : ping(b, a)))
    expect(await Promise.all(calls)).toEqual(calls.map((_, i) => ({ node: i % 2 === 0 ? b.ref : a.ref })))
    await vi.waitFor(() => expect([a.links.linkCount, b.links.linkCount]).toEqual([1, 1]))
    expect(await ping(a, b)).toEqual({ node: b.ref })
    expect(await ping(b, a)).toEqual({ node: a.ref })
    expect([a.links.linkCount, b.links.linkCount]).toEqual([1, 1])
    expect([...a.lost, ...b.lost]).toEqual([])
  })

  test('lead a node to itself, too', async () => {
    const a = await node(LOW)
    expect(await ping(a, a)).toEqual({ node: a.ref })
  })

  test('refuse a node that means another one', async () => {
    const a = await node(LOW)
    const b = await node(HIGH)
    const mistaken = { id: 'c'.repeat(40), address: b.ref.address }
    const call = a.links.call(mistaken, 'ping', {}, LONG_MS)
    await expect(call).rejects.toMatchObject({ code: 'unavailable' })
    await expect(call).rejects.toThrow(`node is not ${mistaken.id}: ${HIGH}`)
    expect(a.links.isLinked(mistaken.id)).toBe(false)
  })

  test('are dialled again after a crash, once the node is back on its port', async () => {
    const a = await node(LOW)
    const b = await node(HIGH)
    await ping(a, b)
    b.crash()
    await vi.waitFor(() => expect(a.lost).toEqual([b.ref]))
    const server = await RingServer.bind({ space: SPACE_160, port: b.server.port })
    const links = new LinkTransport({ self: b.ref, space: SPACE_160, clock: new LabClock() })
    server.serve(
      pingHandler(() => b.ref),
      links
    )
    cleanups.push(async () => {
      await links.close()
      await server.close(100)
    })
    // The connection of the process may still be in back-off.
    await vi.waitFor(async () => expect(await ping(a, b)).toEqual({ node: b.ref }), { timeout: 5000 })
  })

  test('close when idle, without alarm, and open again on use', async () => {
    const clock = new SkippedClock()
    const a = await node(LOW, { clock, idleMs: 60_000 })
    const b = await node(HIGH, { clock, idleMs: 60_000 })
    await ping(a, b)
    clock.skip(30_000)
    await ping(a, b)
    clock.skip(31_000)
    expect(a.links.linkCount).toBe(1)
    clock.skip(60_000)
    await vi.waitFor(() => expect([a.links.linkCount, b.links.linkCount]).toEqual([0, 0]))
    expect([...a.lost, ...b.lost]).toEqual([])
    expect(await ping(b, a)).toEqual({ node: a.ref })
  })

  test('answer what is under way before they close', async () => {
    const clock = new SkippedClock()
    let answer: (value: never) => void = () => undefined
    const slow: Handler = { handle: () => new Promise((resolve) => (answer = resolve)), stream: () => [] }
    const a = await node(LOW, { clock, maxLinks: 1 })
    const b = await node(HIGH, { clock }, slow)
    const c = await node('c'.repeat(40), { clock })
    const call = a.links.call(b.ref, 'nudge', {}, LONG_MS)
    await vi.waitFor(() => expect(b.links.isLinked(a.ref.id)).toBe(true))
    // A link in use is not closed for the cap.
    await ping(a, c)
    expect(a.links.linkCount).toBe(2)
    answer({} as never)
    expect(await call).toEqual({})
  })

  test('are capped: the least recently used one makes room', async () => {
    const a = await node(LOW, { maxLinks: 3 })
    const peers = await Promise.all(['4', '5', '6', '7'].map((digit) => node(digit.repeat(40))))
    for (const peer of peers.slice(0, 3)) await ping(a, peer)
    await ping(a, peers[0]!)
    await ping(a, peers[3]!)
    await vi.waitFor(() => expect(a.links.linkCount).toBe(3))
    expect(peers.map((peer) => a.links.isLinked(peer.ref.id))).toEqual([true, false, true, true])
    expect(a.lost).toEqual([])
  })

  test('carry values of a megabyte, both ways, many at once', async () => {
    const value = new Uint8Array(1024 * 1024).fill(3)
    const reply = { found: true, value, expiresAtMs: 0, owner: { id: HIGH, address: 'x:1' }, path: [] }
    const written = { owner: reply.owner, path: [], version: '1' }
    const b = await node(
      HIGH,
      {},
      { handle: (method) => (method === 'get' ? reply : written) as never, stream: () => [] }
    )
    const a = await node(LOW)
    const calls = Array.from({ length: 12 }, () => a.links.call(b.ref, 'get', { key: 'k' }, LONG_MS))
    for (const got of await Promise.all(calls)) expect(Buffer.compare(got.value, value)).toBe(0)
    const puts = Array.from({ length: 12 }, () => a.links.call(b.ref, 'put', { key: 'k', value, ttlMs: 0 }, LONG_MS))
    expect(await Promise.all(puts)).toEqual(puts.map(() => written))
  })

  test('refuse a request that breaks a limit, and stay open', async () => {
    const a = await node(LOW)
    const b = await node(HIGH)
    await ping(a, b)
    const tooLong = a.links.call(b.ref, 'get', { key: 'x'.repeat(1025) }, LONG_MS)
    await expect(tooLong).rejects.toMatchObject({ code: 'invalid', message: 'key is longer than 1024 bytes: 1025' })
    const noId = a.links.call(b.ref, 'lookup', { id: 'zz' }, LONG_MS)
    await expect(noId).rejects.toMatchObject({ code: 'invalid', message: 'id is not 40 hex digits: zz' })
    expect(await ping(a, b)).toEqual({ node: b.ref })
    expect([...a.lost, ...b.lost]).toEqual([])
  })
})

/** A server that speaks gRPC but no frames: what arrives is for the test to see. */
async function silentServer(onMessage: (message: Buffer, stream: ServerDuplexStream<Buffer, Buffer>) => void) {
  const server = new Server()
  server.addService(rawService('Ring'), {
    Link: (stream: ServerDuplexStream<Buffer, Buffer>) => {
      stream.on('error', () => undefined)
      stream.on('data', (message: Buffer) => onMessage(message, stream))
    }
  })
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound)
    )
  )
  cleanups.push(() => server.forceShutdown())
  return { id: HIGH, address: `127.0.0.1:${port}` }
}

describe('on the wire', () => {
  const reader = new FrameReader(idWidth(SPACE_160))

  test('all frames of one turn travel as one message, and a call that timed out is cancelled', async () => {
    const messages: number[][] = []
    const peer = await silentServer((message) => {
      const kinds: number[] = []
      reader.each(message, (head) => kinds.push(head.kind))
      messages.push(kinds)
    })
    const a = await node(LOW)
    const calls = Array.from({ length: 50 }, () => a.links.call(peer, 'ping', {}, 200).catch((cause) => cause.code))
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['timeout']))
    await vi.waitFor(() => expect(messages.flat().filter((kind) => kind === KIND.cancel).length).toBe(50))
    expect(messages[0]).toEqual([KIND.hello, ...Array.from({ length: 50 }, () => KIND.request)])
  })

  test('a peer that speaks rubbish loses its link, and the calls fail', async () => {
    const peer = await silentServer((_message, stream) => stream.write(Buffer.from([0x0a, 0x7f, 1, 2, 3])))
    const a = await node(LOW)
    await expect(a.links.call(peer, 'ping', {}, LONG_MS)).rejects.toMatchObject({ name: 'ChordError' })
    expect(a.links.linkCount).toBe(0)
  })
})
