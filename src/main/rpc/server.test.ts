import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Client, credentials, loadPackageDefinition, status } from '@grpc/grpc-js'
import type { ServiceError } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { protoPath as healthProtoPath } from 'grpc-health-check'
import { afterEach, describe, expect, test } from 'vitest'
import { idSpace, SPACE_160 } from '../../shared/ids'
import { ChordError } from '../chord/errors'
import type { Handler } from '../chord/ports'
import { RingClient } from './client'
import { asIs, LINK_PATH, protos } from './protos'
import { RingServer } from './server'
import { errorOf, statusOf } from './status'
import { pingHandler, testNode } from './test-nodes'
import type { TestNode } from './test-nodes'

const ID = '4f'.repeat(20)
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function started(handler?: Handler): Promise<TestNode> {
  const node: TestNode = await testNode(ID, handler ?? pingHandler(() => node.ref))
  cleanups.push(() => node.close())
  return node
}

function clientOf(address: string): RingClient {
  const client = new RingClient(address)
  cleanups.push(() => client.close())
  return client
}

/** A client made by proto-loader alone, as any other program would make it. */
function foreign<T extends Client>(
  make: new (address: string, creds: ReturnType<typeof credentials.createInsecure>) => T,
  address: string
): T {
  const client = new make(address, credentials.createInsecure())
  cleanups.push(() => client.close())
  return client
}

describe('unary methods', () => {
  test('answer programs that know nothing but the proto files', async () => {
    const handler: Handler = {
      handle: (method, request) => {
        expect([method, request]).toEqual(['route', { id: ID, avoid: [], near: false }])
        const closer = { kind: 'closer', nodes: [{ id: ID, address: 'x:1' }], exponents: [-1] }
        return closer as never
      },
      stream: () => []
    }
    const node = await started(handler)
    const ring = foreign(protos().types.Ring, node.ref.address)
    const reply = await new Promise((resolve, reject) =>
      ring.route({ id: Buffer.from(ID, 'hex') }, (error, answer) => (error ? reject(error) : resolve(answer)))
    )
    expect(reply).toMatchObject({ answer: 'closer', closer: { exponents: [-1], nodes: [{ address: 'x:1' }] } })
  })

  test('pass the time that the caller has left', async () => {
    const seen: number[] = []
    const node = await started({
      handle: (_method, _request, timeoutMs) => {
        seen.push(timeoutMs)
        return {} as never
      },
      stream: () => []
    })
    const client = clientOf(node.ref.address)
    await client.call('nudge', {}, 10_000)
    await client.call('nudge', {}, Infinity)
    expect(seen[0]).toBeGreaterThan(0)
    expect(seen[0]).toBeLessThanOrEqual(10_000)
    expect(seen[1]).toBe(Infinity)
  })

  test('end with timeout when the handler does not answer', async () => {
    const node = await started({ handle: () => new Promise(() => undefined), stream: () => [] })
    await expect(clientOf(node.ref.address).call('nudge', {}, 30)).rejects.toMatchObject({ code: 'timeout' })
  })

  test.each(['unavailable', 'timeout', 'cancelled', 'invalid', 'refused', 'internal'] as const)(
    'carry the error code %s as a gRPC status',
    async (code) => {
      const node = await started({
        handle: () => {
          throw new ChordError(code, 'reason: 42')
        },
        stream: () => []
      })
      const failure = (await clientOf(node.ref.address)
        .call('nudge', {})
        .catch((cause: unknown) => cause)) as ChordError
      expect(failure).toMatchObject({ name: 'ChordError', code })
      expect(failure.message).toContain('reason: 42')
    }
  )

  test('refuse what breaks a limit, by name, before the node sees it', async () => {
    const asked: string[] = []
    const node = await started({
      handle: (method) => {
        asked.push(method)
        return {} as never
      },
      stream: () => []
    })
    const storage = foreign(protos().types.Storage, node.ref.address)
    const refusal = (call: (done: (error: ServiceError | null) => void) => void): Promise<ServiceError> =>
      new Promise((resolve, reject) => call((error) => (error ? resolve(error) : reject(new Error('not refused')))))

    expect(await refusal((done) => storage.put({ key: 'x'.repeat(1025) }, done))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: 'key is longer than 1024 bytes: 1025'
    })
    expect(await refusal((done) => storage.put({ key: '' }, done))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: 'field is missing: key'
    })
    expect(await refusal((done) => storage.put({ key: 'k', value: Buffer.alloc(1_048_577) }, done))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: 'value is longer than 1048576 bytes: 1048577'
    })
    expect(await refusal((done) => storage.lookup({ id: Buffer.alloc(21) }, done))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: 'id is not 20 bytes: 21'
    })
    expect(asked).toEqual([])
  })

  test('say that the node is starting until it serves', async () => {
    const server = await RingServer.bind({ space: SPACE_160, port: 0 })
    cleanups.push(() => server.crash())
    const failure = clientOf(server.address).ping()
    await expect(failure).rejects.toMatchObject({ code: 'unavailable' })
    await expect(failure).rejects.toThrow(`node is starting: ${server.address}`)
  })

  test('work on a ring of few bits', async () => {
    const space = idSpace(6)
    const ref = { id: '2a', address: 'x:1' }
    const node = await testNode(
      '08',
      pingHandler(() => ref),
      { space }
    )
    cleanups.push(() => node.close())
    const client = new RingClient(node.ref.address, { space })
    cleanups.push(() => client.close())
    expect(await client.ping()).toEqual({ node: ref })
  })
})

describe('tools', () => {
  const reflectionProtos = join(dirname(createRequire(import.meta.url).resolve('@grpc/reflection')), '../proto')

  test.each(['v1', 'v1alpha'])('find the services by reflection %s', async (version) => {
    const node = await started()
    const folder = join(reflectionProtos, 'grpc/reflection', version)
    const loaded = loadPackageDefinition(loadSync(join(folder, 'reflection.proto'), { defaults: true })) as never as {
      grpc: { reflection: Record<string, { ServerReflection: typeof Client }> }
    }
    const Reflection = loaded.grpc.reflection[version]!.ServerReflection
    const client = foreign(Reflection, node.ref.address) as Client & { ServerReflectionInfo(): NodeJS.ReadWriteStream }
    const call = client.ServerReflectionInfo()
    const ask = (request: object): Promise<Record<string, unknown>> =>
      new Promise((resolve, reject) => {
        call.once('data', resolve)
        call.once('error', reject)
        call.write(request as never)
      })
    const { listServicesResponse } = await ask({ listServices: '' })
    const names = (listServicesResponse as { service: { name: string }[] }).service.map((service) => service.name)
    expect(names).toEqual(expect.arrayContaining(['toruslab.Ring', 'toruslab.Storage', 'grpc.health.v1.Health']))
    const { fileDescriptorResponse } = await ask({ fileContainingSymbol: 'toruslab.Ring.Route' })
    const files = (fileDescriptorResponse as { fileDescriptorProto: Buffer[] }).fileDescriptorProto
    expect(Buffer.concat(files).includes('RouteRequest')).toBe(true)
    call.end()
  })

  test('see by the health service whether it serves', async () => {
    const server = await RingServer.bind({ space: SPACE_160, port: 0 })
    cleanups.push(() => server.crash())
    const loaded = loadPackageDefinition(loadSync(healthProtoPath, { enums: String, defaults: true })) as never as {
      grpc: { health: { v1: { Health: typeof Client } } }
    }
    type Check = { check(request: object, done: (error: unknown, reply: { status: string }) => void): void }
    const client = foreign(loaded.grpc.health.v1.Health, server.address) as unknown as Check
    const check = (service: string): Promise<string> =>
      new Promise((resolve, reject) =>
        client.check({ service }, (error, reply) => (error ? reject(error) : resolve(reply.status)))
      )
    expect(await check('')).toBe('NOT_SERVING')
    const node = await started()
    server.serve(
      pingHandler(() => node.ref),
      node.links
    )
    expect(await check('')).toBe('SERVING')
    expect(await check('toruslab.Ring')).toBe('SERVING')
    await expect(check('nonsense')).rejects.toMatchObject({ code: status.NOT_FOUND })
  })
})

describe('a port', () => {
  test('in use is refused by number', async () => {
    const { server } = await started()
    const second = RingServer.bind({ space: SPACE_160, port: server.port })
    await expect(second).rejects.toMatchObject({ code: 'refused', message: `port in use: ${server.port}` })
  })

  test('out of range is refused', async () => {
    await expect(RingServer.bind({ space: SPACE_160, port: 70_000 })).rejects.toMatchObject({
      code: 'invalid',
      message: 'port not in 0..65535: 70000'
    })
  })

  test('is free again at once after a crash', async () => {
    const node = await started()
    const client = clientOf(node.ref.address)
    await client.ping()
    node.crash()
    const again = await RingServer.bind({ space: SPACE_160, port: node.server.port })
    expect(again.port).toBe(node.server.port)
    again.crash()
  })
})

describe('a crashed server', () => {
  test('ends open links and calls, and refuses new ones', async () => {
    let asked: () => void = () => undefined
    const reached = new Promise<void>((resolve) => (asked = resolve))
    const node = await started({
      handle: () => {
        asked()
        return new Promise(() => undefined)
      },
      stream: () => []
    })
    // A link that some other program opened, and a unary call under way.
    const other = foreign(Client as never, node.ref.address) as Client
    const stream = other.makeBidiStreamRequest(LINK_PATH, asIs, asIs)
    const linkEnd = new Promise<{ code: number }>((resolve) => stream.on('status', resolve))
    stream.on('error', () => undefined)
    stream.resume()
    const client = clientOf(node.ref.address)
    const call = client.call('nudge', {}, 20_000).catch((cause: unknown) => cause)
    await reached

    node.server.crash()
    expect([status.CANCELLED, status.UNAVAILABLE]).toContain((await linkEnd).code)
    expect(await call).toMatchObject({ name: 'ChordError' })
    await expect(client.ping()).rejects.toMatchObject({ code: 'unavailable' })
    await expect(clientOf(node.ref.address).ping()).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('does not answer what it was asked before', async () => {
    let answer: (value: never) => void = () => undefined
    let asked: () => void = () => undefined
    const reached = new Promise<void>((resolve) => (asked = resolve))
    const node = await started({
      handle: () => {
        asked()
        return new Promise((resolve) => (answer = resolve))
      },
      stream: () => []
    })
    const call = clientOf(node.ref.address).call('nudge', {}, 20_000)
    await reached
    node.crash()
    answer({} as never)
    await expect(call).rejects.toMatchObject({ name: 'ChordError' })
  })
})

describe('close', () => {
  test('lets calls under way end', async () => {
    let answer: (value: never) => void = () => undefined
    let asked: () => void = () => undefined
    const reached = new Promise<void>((resolve) => (asked = resolve))
    const node = await started({
      handle: () => {
        asked()
        return new Promise((resolve) => (answer = resolve))
      },
      stream: () => []
    })
    const call = clientOf(node.ref.address).call('nudge', {})
    await reached
    const closed = node.server.close(20_000)
    answer({} as never)
    expect(await call).toEqual({})
    await closed
  })

  test('breaks off what does not end within the bound', async () => {
    let asked: () => void = () => undefined
    const reached = new Promise<void>((resolve) => (asked = resolve))
    const node = await started({
      handle: () => {
        asked()
        return new Promise(() => undefined)
      },
      stream: () => []
    })
    const call = clientOf(node.ref.address)
      .call('nudge', {}, 60_000)
      .catch((cause: unknown) => cause)
    await reached
    await node.server.close(20)
    expect(await call).toMatchObject({ name: 'ChordError' })
  })
})

test('the error table goes both ways, and every foreign status means something', () => {
  for (const code of ['unavailable', 'timeout', 'cancelled', 'invalid', 'refused', 'internal'] as const)
    expect(errorOf(statusOf(code), 'x').code).toBe(code)
  expect(errorOf(status.RESOURCE_EXHAUSTED, 'x').code).toBe('invalid')
  expect(errorOf(status.UNIMPLEMENTED, 'x').code).toBe('invalid')
  expect(errorOf(status.NOT_FOUND, 'x').code).toBe('refused')
  expect(errorOf(status.UNKNOWN, 'x').code).toBe('internal')
})
