import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FixtureDoor } from '../testing/fixture-door'
import { picturedRing } from '../testing/fixture-ring'
import { connect } from './door-session'
import { shownLab, windowStore } from './lab'
import { addNode, crashNode } from './lab-actions'
import { ATTENDED_MS, STIRRED_MS } from './pacer'
import { subscribePulses, type Pulses } from './pulses'
import { editRequest, requestProblem, runRequest } from './request-actions'
import { select, selectNeighbour, selectNode } from './window-actions'
import { initialWindow } from './window-state'

let door: FixtureDoor
let disconnect: () => void

beforeEach(async () => {
  windowStore.update(() => initialWindow())
  door = new FixtureDoor(await picturedRing(8, 40))
  disconnect = connect(door)
})
afterEach(() => disconnect())

const live = () => windowStore.get().live
const idOf = (place: number) => live().nodes[place]?.id ?? ''

describe('the window at a door', () => {
  it('shows the state, then what batches bring', async () => {
    expect(live().nodes).toHaveLength(8)
    const id = await addNode({ id: '40'.padEnd(40, '0') })
    expect(live().byId.has(id ?? '')).toBe(true)
    expect(windowStore.get().selection).toEqual({ kind: 'node', id })
  })

  it('asks once for a fresh state after a gap', () => {
    door.seq += 5
    door.tell([])
    door.tell([])
    expect(door.resyncs).toBe(1)
    expect(live().seq).toBe(door.seq)
  })

  it('hands fresh events to what moves', () => {
    const heard: Pulses[] = []
    const stop = subscribePulses((pulses) => heard.push(pulses))
    door.tell([{ type: 'error', text: 'x', nodes: [] }], { droppedPulses: 2 })
    stop()
    door.tell([{ type: 'error', text: 'y', nodes: [] }])
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ dropped: 2, events: [{ type: 'error', text: 'x' }] })
  })

  it('takes a quiet ring in once a second when nobody is there, and everything else at once', () => {
    vi.useFakeTimers()
    try {
      disconnect()
      disconnect = connect(door)
      vi.advanceTimersByTime(ATTENDED_MS + STIRRED_MS)
      const heard: Pulses[] = []
      const stop = subscribePulses((pulses) => heard.push(pulses))
      const before = live()
      const [from, to] = [idOf(0), idOf(1)]
      const ping = { type: 'rpc', from, to, method: 'ping', startedMs: 0, tookMs: 1, ok: true } as const
      const round = { type: 'stabilized', node: from, successor: to, changed: false, tookMs: 1 } as const
      // The fixture's door tells everything anew each time; a lab tells what changed.
      const only = { transfers: [], keys: undefined, density: undefined, clock: undefined, latency: undefined }
      door.tell([ping], only as object)
      door.tell([round], only as object)
      expect(live()).toBe(before)
      vi.advanceTimersByTime(1100)
      expect(live().seq).toBe(door.seq)
      expect(heard).toMatchObject([{ resting: true, events: [ping, round] }])
      door.tell([ping], only as object)
      door.tell([{ type: 'error', text: 'x', nodes: [] }])
      expect(heard.slice(1)).toMatchObject([
        { resting: false, events: [ping] },
        { resting: false, events: [{ type: 'error' }] }
      ])
      stop()
    } finally {
      vi.useRealTimers()
    }
  })

  it('says why a command was refused and changes nothing', async () => {
    const before = live().nodes
    await addNode({ id: idOf(0) })
    expect(windowStore.get().toasts.at(-1)).toMatchObject({ tone: 'bad', text: `Id in use: ${idOf(0)}` })
    expect(live().nodes).toEqual(before)
  })

  it('knows that the door closed, and refuses to act', async () => {
    door.close('the main process stopped')
    expect(windowStore.get().door).toMatchObject({ state: 'closed', reason: 'the main process stopped' })
    const calls = door.calls.length
    await addNode()
    expect(door.calls).toHaveLength(calls)
  })

  it('asks before the last live node goes', async () => {
    for (const { id } of live().nodes.slice(1)) await crashNode(id)
    await crashNode(idOf(0))
    expect(live().nodes[0]?.state).toBe('running')
    expect(windowStore.get().confirmation).toMatchObject({ verb: 'Crash' })
    windowStore.get().confirmation?.run()
    await expect.poll(() => live().nodes[0]?.state).toBe('crashed')
  })
})

describe('the selection', () => {
  it('goes round the ring', () => {
    select(null)
    selectNeighbour(1)
    expect(windowStore.get().selection).toEqual({ kind: 'node', id: idOf(0) })
    selectNeighbour(-1)
    expect(windowStore.get().selection).toEqual({ kind: 'node', id: idOf(7) })
  })
})

describe('a request', () => {
  it('shows its path, which stays while a node on it is looked at', async () => {
    editRequest({ op: 'get', key: 'user:0013', from: idOf(0) })
    await runRequest()
    const { outcome, selection, shownLookup } = windowStore.get()
    expect(outcome).toMatchObject({ state: 'done', lookup: { op: 'get', key: 'user:0013', origin: idOf(0) } })
    expect(selection).toMatchObject({ kind: 'lookup' })
    expect(shownLookup?.key).toBe('user:0013')
    selectNode(idOf(0))
    expect(windowStore.get().shownLookup?.key).toBe('user:0013')
    select(null)
    expect(windowStore.get().shownLookup).toBeNull()
  })

  it('with a fault in the form is not sent', async () => {
    editRequest({ op: 'put', key: '' })
    const calls = door.calls.length
    await runRequest()
    expect(door.calls).toHaveLength(calls)
    expect(windowStore.get().outcome).toEqual({ state: 'failed', message: 'Key is empty.' })
  })

  it.each([
    ['a key over its bound', { key: 'k'.repeat(1025) }, 'Key is over 1.0 KiB: 1.0 KiB'],
    ['a TTL below 0', { ttl: '-1' }, 'TTL is not a number of seconds above 0: -1'],
    ['a TTL in words', { ttl: 'soon' }, 'TTL is not a number of seconds above 0: soon'],
    ['base64 that is none', { encoding: 'base64', value: '@' }, 'Value is not base64.'],
    ['a file that is not chosen', { encoding: 'file' }, 'No file is chosen.'],
    ['a value over its bound', { value: 'v'.repeat(1024 * 1024 + 1) }, 'Value is over 1.0 MiB: 1.0 MiB']
  ] as const)('names %s', (_, change, problem) => {
    expect(requestProblem({ ...windowStore.get().request, op: 'put', key: 'k', ...change })).toBe(problem)
  })

  it('of base64 or none is fine', () => {
    const form = { ...windowStore.get().request, op: 'put', key: 'k', encoding: 'base64', value: 'aGVsbG8=' } as const
    expect(requestProblem(form)).toBeNull()
    expect(requestProblem({ ...form, op: 'get', value: '@' })).toBeNull()
  })
})

describe('a file that is open', () => {
  it('is what is shown, and nothing can be changed', async () => {
    const answer = await door.call('snapshot.export', {})
    if (!answer.ok) throw new Error(answer.error.message)
    const lab = { ...live(), nodes: live().nodes.slice(0, 2) }
    const snapshot = { fileName: 'a.torus.json', text: '{}', snapshot: answer.value, lab }
    windowStore.update((state) => ({ ...state, snapshot }))
    expect(shownLab(windowStore.get()).nodes).toHaveLength(2)
    const calls = door.calls.length
    await addNode()
    expect(door.calls).toHaveLength(calls)
    expect(windowStore.get().toasts.at(-1)?.text).toBe('Read-only: a snapshot is open.')
  })
})
