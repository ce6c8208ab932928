/** Raw round trips between two servers of one process, without a protocol: what lookups are measured against. */
import { SPACE_160 } from '../src/shared/ids'
import type { NodeRef } from '../src/shared/model'
import type { Handler } from '../src/main/chord/ports'
import { RingClient } from '../src/main/rpc/client'
import { LabClock } from '../src/main/rpc/lab-clock'
import { LinkTransport } from '../src/main/rpc/link-transport'
import { RingServer } from '../src/main/rpc/server'

/** Medians over all calls of one way to ask. */
export interface RoundTrips {
  /** One call at a time, µs. */
  readonly oneUs: number
  /** Calls a second, by number of calls in flight. */
  readonly perSecond: Record<number, number>
  /** Processor time of both ends for one call, µs, by number of calls in flight. */
  readonly cpuUs: Record<number, number>
}

export interface LinkFigures {
  readonly link: RoundTrips
  readonly unary: RoundTrips
}

export interface LinkBenchOptions {
  /** Numbers of calls in flight to measure with. */
  inFlight?: number[]
  /** Time given to each figure, ms. */
  budgetMs?: number
}

type Ask = () => Promise<unknown>

/** Measures link and unary round trips of the same small question, one at a time and many in flight. */
export async function benchLinks(options: LinkBenchOptions = {}): Promise<LinkFigures> {
  const { inFlight = [16, 64], budgetMs = 1000 } = options
  const a = await echoNode('1'.repeat(40))
  const b = await echoNode('9'.repeat(40))
  const client = new RingClient(b.ref.address)
  const question = { id: a.ref.id, avoid: [], near: false }
  try {
    const link = await roundTrips(() => a.links.call(b.ref, 'route', question, 5000), inFlight, budgetMs)
    const unary = await roundTrips(() => client.route(a.ref.id), inFlight, budgetMs)
    return { link, unary }
  } finally {
    client.close()
    await Promise.all([a.close(), b.close()])
  }
}

/** A server that answers every question with itself. */
async function echoNode(id: string): Promise<{ ref: NodeRef; links: LinkTransport; close(): Promise<void> }> {
  const server = await RingServer.bind({ space: SPACE_160, port: 0 })
  const ref = { id, address: server.address }
  const links = new LinkTransport({ self: ref, space: SPACE_160, clock: new LabClock() })
  const reply = { kind: 'owner', owner: ref, predecessor: id, via: 'owner' }
  const handler: Handler = { handle: () => reply as never, stream: () => [] }
  server.serve(handler, links)
  return {
    ref,
    links,
    async close() {
      await links.close()
      await server.close(100)
    }
  }
}

async function roundTrips(ask: Ask, inFlight: number[], budgetMs: number): Promise<RoundTrips> {
  // The compiler needs some thousands of calls before it shows what it can do.
  await flood(ask, 16, budgetMs)
  const oneUs = await median(ask, budgetMs)
  const perSecond: Record<number, number> = {}
  const cpuUs: Record<number, number> = {}
  for (const n of inFlight) {
    const { calls, tookMs, cpuMs } = await flood(ask, n, budgetMs)
    perSecond[n] = Math.round((calls / tookMs) * 1000)
    cpuUs[n] = round((cpuMs / calls) * 1000)
  }
  return { oneUs: round(oneUs), perSecond, cpuUs }
}

/** The median time of a call while nothing else is asked, µs. */
async function median(ask: Ask, budgetMs: number): Promise<number> {
  const tookMs: number[] = []
  const endMs = performance.now() + budgetMs
  for (let startMs = performance.now(); startMs < endMs; startMs = performance.now()) {
    await ask()
    tookMs.push(performance.now() - startMs)
  }
  tookMs.sort((x, y) => x - y)
  return tookMs[Math.floor(tookMs.length / 2)]! * 1000
}

async function flood(ask: Ask, n: number, budgetMs: number): Promise<{ calls: number; tookMs: number; cpuMs: number }> {
  const startMs = performance.now()
  const cpuBefore = process.cpuUsage()
  let calls = 0
  const loop = async (): Promise<void> => {
    while (performance.now() - startMs < budgetMs) {
      await ask()
      calls++
    }
  }
  await Promise.all(Array.from({ length: n }, loop))
  const { user, system } = process.cpuUsage(cpuBefore)
  return { calls, tookMs: performance.now() - startMs, cpuMs: (user + system) / 1000 }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
