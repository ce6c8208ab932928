import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idSpace, SPACE_160 } from '../../shared/ids'
import type { Method } from '../chord/messages'
import { arbitraryMessages } from './arbitrary-messages'
import { decode, encode } from './codec'
import type { Shape } from './fields'
import { METHOD_BY_NUMBER, METHODS } from './messages'
import type { MethodSpec } from './messages'
import { protos } from './protos'

const NAMES = Object.keys(METHODS) as Method[]
const ID = 'ab'.repeat(20)

/** The method as the .proto file describes it. */
function described(path: string): MethodDefinition<object, object> {
  const [, service, method] = path.split('/') as [string, string, string]
  const definition = (protos().definition[service] as ServiceDefinition)[method]
  if (definition === undefined) throw new Error(`method not in the proto files: ${path}`)
  return definition as MethodDefinition<object, object>
}

/** Compares one of our objects with what proto-loader read, name by name. */
function expectSame(ours: unknown, theirs: unknown, where: string): void {
  if (Buffer.isBuffer(theirs) && typeof ours === 'string') return expect(theirs.toString('hex'), where).toBe(ours)
  if (ours instanceof Uint8Array) return expect(Buffer.compare(theirs as Buffer, ours), where).toBe(0)
  if (ours === null) return expect(theirs === null || theirs === undefined, `${where} is absent`).toBe(true)
  if (Array.isArray(ours)) {
    expect((theirs as unknown[]).length, where).toBe(ours.length)
    return ours.forEach((item, i) => expectSame(item, (theirs as unknown[])[i], `${where}[${i}]`))
  }
  if (typeof ours !== 'object') {
    // An enum is written in capitals there.
    const name = where.endsWith('via') || where.endsWith('cause') ? String(ours).toUpperCase() : ours
    return expect(theirs, where).toBe(name)
  }
  const { kind, ...fields } = ours as Record<string, unknown>
  const nested = kind === undefined ? theirs : (theirs as Record<string, unknown>)[kind as string]
  for (const [name, value] of Object.entries(fields))
    expectSame(value, (nested as Record<string, unknown>)[name], `${where}.${name}`)
}

describe.each(NAMES)('%s', (name) => {
  const spec = METHODS[name] as unknown as MethodSpec
  const { request, response } = arbitraryMessages[name]
  const sides: [string, Shape<unknown>, fc.Arbitrary<unknown>, (bytes: Buffer) => object, (value: object) => Buffer][] =
    [
      [
        'request',
        spec.request as Shape<unknown>,
        request,
        described(spec.path).requestDeserialize,
        described(spec.path).requestSerialize
      ],
      [
        'response',
        spec.response as Shape<unknown>,
        response,
        described(spec.path).responseDeserialize,
        described(spec.path).responseSerialize
      ]
    ]

  test.each(sides)('%s: comes back as it went', (_side, shape, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        expect(decode(SPACE_160, shape, encode(SPACE_160, shape, value))).toEqual(value)
      }),
      { numRuns: 20 }
    )
  })

  test.each(sides)('%s: is what the proto file says, both ways', (side, shape, arbitrary, read, write) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const theirs = read(encode(SPACE_160, shape, value))
        expectSame(value, theirs, side)
        expect(decode(SPACE_160, shape, write(theirs))).toEqual(value)
      }),
      { numRuns: 20 }
    )
  })
})

test('every unary method of the proto files is in the table, under the number of its name', () => {
  const { definition } = protos()
  const paths = ['toruslab.Ring', 'toruslab.Storage'].flatMap((service) =>
    Object.values(definition[service] as ServiceDefinition)
      .filter((method) => !method.requestStream && !method.responseStream)
      .map((method) => method.path)
  )
  expect(NAMES.map((name) => METHODS[name].path).sort()).toEqual(paths.sort())

  const numbers = (definition['toruslab.Method'] as unknown as { type: { value: { name: string; number: number }[] } })
    .type.value
  const byName = new Map(numbers.map(({ name, number }) => [name, number]))
  for (const name of NAMES) {
    const wireName = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
    expect(METHODS[name].number, name).toBe(byName.get(wireName))
    expect(METHOD_BY_NUMBER[METHODS[name].number]).toBe(METHODS[name])
  }
})

describe('what does not fit is refused by name', () => {
  const refusal = (run: () => unknown): string => {
    try {
      run()
    } catch (cause) {
      expect(cause).toMatchObject({ name: 'ChordError', code: 'invalid' })
      return (cause as Error).message
    }
    throw new Error('nothing was refused')
  }
  const put = { key: 'k', value: new Uint8Array(0), ttlMs: 0 }
  const putRead = (changes: Partial<typeof put>): unknown =>
    decode(SPACE_160, METHODS.put.request, encode(SPACE_160, METHODS.put.request, { ...put, ...changes }))

  test('keys and values', () => {
    expect(refusal(() => putRead({ key: '' }))).toBe('field is missing: key')
    expect(refusal(() => putRead({ key: 'é'.repeat(513) }))).toBe('key is longer than 1024 bytes: 1026')
    expect(refusal(() => putRead({ value: new Uint8Array(1_048_577) }))).toBe(
      'value is longer than 1048576 bytes: 1048577'
    )
    expect(putRead({ key: 'é'.repeat(512), value: new Uint8Array(1_048_576) })).toMatchObject({ ttlMs: 0 })
    expect(refusal(() => putRead({ ttlMs: 1.5 }))).toBe('not an unsigned integer: 1.5')
    expect(refusal(() => putRead({ ttlMs: -1 }))).toBe('not an unsigned integer: -1')
  })

  test('ids of another width', () => {
    const route = described(METHODS.route.path)
    const read = (id: Uint8Array): unknown => decode(SPACE_160, METHODS.route.request, route.requestSerialize({ id }))
    expect(refusal(() => read(new Uint8Array(21)))).toBe('id is not 20 bytes: 21')
    expect(refusal(() => read(new Uint8Array(3)))).toBe('id is not 20 bytes: 3')
    expect(refusal(() => read(new Uint8Array(0)))).toBe('field is missing: id')
    expect(refusal(() => encode(SPACE_160, METHODS.route.request, { id: 'ab', avoid: [], near: false }))).toBe(
      'id is not 40 hex digits: ab'
    )
  })

  test('messages cut short or filled with rubbish', () => {
    const whole = encode(SPACE_160, METHODS.notify.request, { node: { id: ID, address: '127.0.0.1:1' } })
    for (let length = 0; length < whole.length; length++)
      refusal(() => decode(SPACE_160, METHODS.notify.request, whole.subarray(0, length)))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (rubbish) => {
        try {
          decode(SPACE_160, METHODS.write.request, Buffer.from(rubbish))
        } catch (cause) {
          expect(cause).toMatchObject({ name: 'ChordError', code: 'invalid' })
        }
      })
    )
  })

  test('nothing at all where one of several is wanted', () => {
    expect(refusal(() => decode(SPACE_160, METHODS.route.response, Buffer.alloc(0)))).toBe('none is set: owner, closer')
  })
})

test('fields of a later version are stepped over', () => {
  const shape = METHODS.lookup.request
  const later = Buffer.concat([
    Buffer.from([0x78, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
    Buffer.from([0x7a, 3, 1, 2, 3]),
    Buffer.from([0x7d, 1, 2, 3, 4]),
    Buffer.from([0x79, 1, 2, 3, 4, 5, 6, 7, 8]),
    encode(SPACE_160, shape, { id: ID })
  ])
  expect(decode(SPACE_160, shape, later)).toEqual({ id: ID })
})

test.each([1, 3, 4, 6, 8, 10, 12, 17, 159, 160])('ids of %i bits travel as whole bytes', (bits) => {
  const space = idSpace(bits)
  const shape = METHODS.lookup.request
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: space.size - 1n }), (number) => {
      const id = number.toString(16).padStart(space.digits, '0')
      const bytes = encode(space, shape, { id })
      expect(bytes.length).toBe(2 + Math.ceil(bits / 8))
      expect(decode(space, shape, bytes)).toEqual({ id })
    })
  )
  if (bits % 8 !== 0) {
    const tooLarge = Buffer.concat([Buffer.from([0x0a, Math.ceil(bits / 8)]), Buffer.alloc(Math.ceil(bits / 8), 255)])
    expect(() => decode(space, shape, tooLarge)).toThrow(/^id does not fit: ff/)
  }
})
