/**
 * The snapshot document: a ring at one moment, as evidence and as something to open again (docs/snapshot.md). Schema
 * version 1. A reader refuses newer versions by name and migrates older ones.
 */
import { z } from 'zod'
import type { LabEvent, Recorded } from './events'

export const SNAPSHOT_FORMAT = 'torus-lab-snapshot'
export const SNAPSHOT_VERSION = 1

const hexId = z.string().regex(/^[0-9a-f]{1,40}$/, 'not an id')
const span = z.object({ from: z.int().min(0), to: z.int().min(0), node: hexId })

const nodeSchema = z.object({
  id: hexId,
  address: z.string(),
  state: z.enum(['starting', 'joining', 'running', 'leaving', 'hung', 'crashed', 'left', 'failed']),
  sinceMs: z.number(),
  startedAtMs: z.number(),
  predecessor: hexId,
  successors: z.array(hexId),
  fingers: z.array(span),
  servedFrom: hexId.nullable()
})

const recordSchema = z.object({
  key: z.string(),
  id: hexId,
  encoding: z.enum(['utf8', 'base64']),
  value: z.string(),
  /** Hybrid logical clock and writer: `wallMs.counter.writer`. */
  version: z.string(),
  expiresAt: z.number().nullable(),
  deleted: z.boolean(),
  holders: z.array(hexId)
})

/** Events are kept as they were recorded; a reader needs only their frame. */
const eventSchema = z.looseObject({ seq: z.int(), atMs: z.number(), type: z.string() })

export const snapshotSchema = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  version: z.literal(SNAPSHOT_VERSION),
  /** ISO 8601, when it was exported. */
  exportedAt: z.string(),
  /** The program that wrote it. */
  writer: z.string(),
  lab: z.object({ startedAt: z.number(), atMs: z.number(), seq: z.int() }),
  settings: z.object({
    bits: z.int().min(1).max(160),
    successors: z.int().min(1).max(32),
    stabilizeIntervalMs: z.number().positive()
  }),
  clock: z.object({ rate: z.number(), paused: z.boolean() }),
  latency: z.array(z.object({ from: hexId.nullable(), to: hexId.nullable(), ms: z.number().min(0) })),
  health: z.object({ level: z.string(), sentence: z.string(), broken: z.array(z.string()), lostKeys: z.int().min(0) }),
  nodes: z.array(nodeSchema),
  keys: z.array(recordSchema),
  events: z.array(eventSchema)
})

export type Snapshot = Omit<z.output<typeof snapshotSchema>, 'events'> & { events: Recorded<LabEvent>[] }
export type SnapshotNode = z.output<typeof nodeSchema>
export type SnapshotRecord = z.output<typeof recordSchema>
