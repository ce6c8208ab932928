import type { ServiceDefinition } from '@grpc/grpc-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SPACE_160 } from '../../shared/ids'
import type { Method } from '../chord/messages'
import { arbitraryMessages } from './arbitrary-messages'
import { decode } from './codec'
import { FrameReader, FrameWriter, KIND } from './frames'
import type { FrameHead } from './frames'
import type { Frames__Output } from './generated/toruslab/Frames'
import { METHOD_BY_NUMBER, METHODS } from './messages'
import type { MethodSpec } from './messages'
import { protos } from './protos'
import { idWidth } from './wire'

const WIDTH = idWidth(SPACE_160)
const NODE = { id: 'ab'.repeat(20), address: '127.0.0.1:50051' }

type Sent =
  | { kind: 'request'; id: number; method: Method; timeLeftMs: number; value: unknown }
  | { kind: 'reply'; id: number; method: Method; value: unknown }
  | { kind: 'error'; id: number; code: number; message: string }
  | { kind: 'cancel'; id: number }
  | { kind: 'goodbye' }
  | { kind: 'hello'; to: string }

const callId = fc.integer({ min: 1, max: 0xffffffff })
const timeLeft = fc.oneof(fc.integer({ min: 1, max: 0xfffffffe }), fc.constant(Infinity))
const callFrames = (Object.keys(METHODS) as Method[]).map((method) =>
  fc.oneof(
    fc.record<Sent>({
      kind: fc.constant('request' as const),
      id: callId,
      method: fc.constant(method),
      timeLeftMs: timeLeft,
      value: arbitraryMessages[method].request as fc.Arbitrary<unknown>
    } as never),
    fc.record<Sent>({
      kind: fc.constant('reply' as const),
      id: callId,
      method: fc.constant(method),
      value: arbitraryMessages[method].response as fc.Arbitrary<unknown>
    } as never)
  )
)
const frame: fc.Arbitrary<Sent> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(...callFrames) as fc.Arbitrary<Sent> },
  fc.record({
    kind: fc.constant('error' as const),
    id: callId,
    code: fc.integer({ min: 1, max: 16 }),
    message: fc.string({ unit: 'binary', maxLength: 300 })
  }),
  fc.record({ kind: fc.constant('cancel' as const), id: callId }),
  fc.constant<Sent>({ kind: 'goodbye' }),
  fc.constant<Sent>({ kind: 'hello', to: 'cd'.repeat(20) })
)

function write(writer: FrameWriter, sent: Sent): void {
  if (sent.kind === 'request') {
    writer.request(sent.id, METHODS[sent.method] as unknown as MethodSpec, sent.timeLeftMs, sent.value as never)
  } else if (sent.kind === 'reply')
    writer.reply(sent.id, (METHODS[sent.method] as unknown as MethodSpec).response, sent.value as never)
  else if (sent.kind === 'error') writer.error(sent.id, sent.code, sent.message)
  else if (sent.kind === 'cancel') writer.cancel(sent.id)
  else if (sent.kind === 'hello') writer.hello(NODE, sent.to)
  else writer.goodbye()
}

/** What arrived, in the words of what was sent. A reply does not name its method: the caller remembers it. */
function received(reader: FrameReader, head: FrameHead, expected: Sent): Sent {
  const { id, message, code, timeLeftMs } = head
  if (head.kind === KIND.request) {
    const spec = METHOD_BY_NUMBER[head.method]!
    return { kind: 'request', id, method: spec.name, timeLeftMs, value: reader.body(head, spec.request) }
  }
  if (head.kind === KIND.reply) {
    const method = (expected as { method: Method }).method
    return { kind: 'reply', id, method, value: reader.body(head, (METHODS[method] as unknown as MethodSpec).response) }
  }
  if (head.kind === KIND.error) return { kind: 'error', id, code, message }
  if (head.kind === KIND.cancel) return { kind: 'cancel', id }
  if (head.kind === KIND.goodbye) return { kind: 'goodbye' }
  expect(head.kind).toBe(KIND.hello)
  expect(head.hello?.node).toEqual(NODE)
  return { kind: 'hello', to: head.hello!.to }
}

describe('frames', () => {
  test('come back as they went, in order, many to a message', () => {
    const writer = new FrameWriter(WIDTH)
    const reader = new FrameReader(WIDTH)
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), (sent) => {
        for (const each of sent) write(writer, each)
        const arrived: Sent[] = []
        reader.each(writer.take(), (head) => arrived.push(received(reader, head, sent[arrived.length]!)))
        expect(arrived).toEqual(sent)
        expect(writer.length).toBe(0)
      }),
      { numRuns: 150 }
    )
  })

  test('are what the proto file says', () => {
    const link = (protos().definition['toruslab.Ring'] as ServiceDefinition).Link!
    const writer = new FrameWriter(WIDTH)
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), (sent) => {
        for (const each of sent) write(writer, each)
        const { frames } = link.requestDeserialize(writer.take()) as unknown as Frames__Output
        expect(frames.map((each) => each.kind.toLowerCase())).toEqual(sent.map((each) => each.kind))
        frames.forEach((theirs, i) => {
          const ours = sent[i]!
          if ('id' in ours) expect(theirs.id).toBe(ours.id)
          if (ours.kind === 'error') expect(theirs).toMatchObject({ code: ours.code, message: ours.message })
          if (ours.kind === 'hello') {
            expect(theirs.hello?.to.toString('hex')).toBe(ours.to)
            expect(theirs.hello?.node?.address).toBe(NODE.address)
          }
          if (ours.kind !== 'request') return
          expect(theirs.method.toLowerCase().replaceAll('_', '')).toBe(ours.method.toLowerCase())
          expect(theirs.timeLeftMs).toBe(ours.timeLeftMs === Infinity ? 0 : ours.timeLeftMs)
          const { request } = METHODS[ours.method] as unknown as MethodSpec
          expect(decode(SPACE_160, request, theirs.body)).toEqual(ours.value)
        })
      }),
      { numRuns: 100 }
    )
  })

  test('that cannot be written leave no trace', () => {
    const writer = new FrameWriter(WIDTH)
    writer.cancel(7)
    expect(() => writer.request(8, METHODS.route, 100, { id: 'short', avoid: [], near: false })).toThrow(
      'id is not 40 hex digits'
    )
    writer.cancel(9)
    const ids: number[] = []
    new FrameReader(WIDTH).each(writer.take(), (head) => ids.push(head.id))
    expect(ids).toEqual([7, 9])
  })

  test('carry an explanation cut to what a text may be', () => {
    const writer = new FrameWriter(WIDTH)
    writer.error(1, 13, '☃'.repeat(5000))
    let message = ''
    new FrameReader(WIDTH).each(writer.take(), (head) => (message = head.message))
    expect(message).toMatch(/^☃{340}…$/)
  })

  test('of rubbish are refused as invalid', () => {
    const reader = new FrameReader(WIDTH)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (rubbish) => {
        try {
          reader.each(Buffer.from(rubbish), () => undefined)
        } catch (cause) {
          expect(cause).toMatchObject({ name: 'ChordError', code: 'invalid' })
        }
      })
    )
  })
})
