/** The .proto files, loaded once: the services for servers and clients, and the descriptors for reflection. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPackageDefinition } from '@grpc/grpc-js'
import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import type { PackageDefinition } from '@grpc/proto-loader'
import { protoPath as healthProtoPath } from 'grpc-health-check'
import type { ProtoGrpcType as RingTypes } from './generated/ring'
import type { ProtoGrpcType as StorageTypes } from './generated/storage'

interface Protos {
  /** Everything that a node serves, as proto-loader gives it. */
  readonly definition: PackageDefinition
  /** The messages and client constructors of the package, typed by proto-loader's generator. */
  readonly types: RingTypes['toruslab'] & StorageTypes['toruslab']
}

export const LINK_PATH = '/toruslab.Ring/Link'
export const PULL_PATH = '/toruslab.Storage/Pull'

let loaded: Protos | undefined

/** Loads proto/ring.proto and proto/storage.proto, with the options that the generated types were made with. */
export function protos(): Protos {
  if (loaded !== undefined) return loaded
  const definition = loadSync(['ring.proto', 'storage.proto', healthProtoPath], {
    longs: Number,
    enums: String,
    defaults: true,
    oneofs: true,
    includeDirs: [protoDir()]
  })
  const types = loadPackageDefinition(definition).toruslab as unknown as Protos['types']
  loaded = { definition, types }
  return loaded
}

/** A service of ours whose messages stay bytes: the messages are read where their errors can be answered. */
export function rawService(name: 'Ring' | 'Storage'): ServiceDefinition {
  const service = protos().definition[`toruslab.${name}`] as ServiceDefinition
  const raw: Record<string, MethodDefinition<Buffer, Buffer>> = {}
  for (const [method, definition] of Object.entries(service)) {
    raw[method] = {
      path: definition.path,
      requestStream: definition.requestStream,
      responseStream: definition.responseStream,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs
    }
  }
  return raw
}

/** The serializer of messages that are bytes already. */
export function asIs(bytes: Buffer): Buffer {
  return bytes
}

/** The folder `proto` lies beside the sources and beside the bundle, some floors up. */
function protoDir(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const candidate = join(folder, 'proto')
    if (existsSync(join(candidate, 'ring.proto'))) return candidate
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`proto files not found above: ${fileURLToPath(import.meta.url)}`)
    folder = parent
  }
}
