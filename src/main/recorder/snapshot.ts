/** Snapshot documents (docs/snapshot.md): made from a ring, and read again with every flaw named. */
import { type Id, idSpace, isId } from '../../shared/ids'
import type { LabState } from '../../shared/model'
import type { Recorded } from '../../shared/events'
import {
  type Snapshot,
  SNAPSHOT_FORMAT,
  SNAPSHOT_VERSION,
  type SnapshotNode,
  type SnapshotRecord,
  snapshotSchema
} from '../../shared/snapshot'

/** Why a text is not a snapshot that this lab can open; the message names the field and the value. */
export class SnapshotError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SnapshotError'
  }
}

/** The document of a ring at one moment. */
export function buildSnapshot(
  state: LabState,
  keys: SnapshotRecord[],
  events: Recorded[],
  exportedAt: string,
  writer: string
): Snapshot {
  const { health } = state
  const { bits, successors, stabilizeIntervalMs } = state.settings
  return {
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    exportedAt,
    writer,
    lab: { startedAt: state.startedAt, atMs: state.atMs, seq: state.seq },
    settings: { bits, successors, stabilizeIntervalMs },
    clock: { ...state.clock },
    latency: state.latency.map((rule) => ({ ...rule })),
    health: { level: health.level, sentence: health.sentence, broken: health.broken, lostKeys: health.lostKeys },
    nodes: state.nodes.map(snapshotNode),
    keys,
    events
  }
}

function snapshotNode(node: LabState['nodes'][number]): SnapshotNode {
  const { id, address, state, sinceMs, startedAtMs, predecessor, successors, fingers, servedFrom } = node
  return { id, address, state, sinceMs, startedAtMs, predecessor, successors, fingers, servedFrom }
}

/** Reads a parsed document of this version or an older one. Throws SnapshotError. */
export function readSnapshot(document: unknown): Snapshot {
  const migrated = migrate(document)
  const parsed = snapshotSchema.safeParse(migrated)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = issue?.path ?? []
    throw new SnapshotError(
      `snapshot ${path.join('.') || 'malformed'}: ${issue?.message ?? 'malformed'}${shown(valueAt(migrated, path))}`
    )
  }
  const snapshot = parsed.data as Snapshot
  checkIds(snapshot)
  return snapshot
}

type Migration = (document: Record<string, unknown>) => Record<string, unknown>

/** Migrations from version n to n + 1, at index n. */
const MIGRATIONS: Record<number, Migration> = {}

function migrate(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new SnapshotError(`snapshot is not an object${shown(document)}`)
  let current = document as Record<string, unknown>
  if (current['format'] !== SNAPSHOT_FORMAT)
    throw new SnapshotError(`snapshot format is not ${SNAPSHOT_FORMAT}${shown(current['format'] ?? null)}`)
  const version = current['version']
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new SnapshotError(`snapshot version is not a number above 0${shown(version ?? null)}`)
  if (version > SNAPSHOT_VERSION)
    throw new SnapshotError(`snapshot version not supported: ${version} (this lab reads up to ${SNAPSHOT_VERSION})`)
  for (let from = version; from < SNAPSHOT_VERSION; from++) current = MIGRATIONS[from]?.(current) ?? current
  return current
}

/** What a schema of single fields cannot see: ids that do not fit the circle, or that come twice. */
function checkIds({ settings, nodes, keys, latency }: Snapshot): void {
  const space = idSpace(settings.bits)
  const check = (id: Id, where: string) => {
    if (!isId(space, id)) throw new SnapshotError(`snapshot ${where}: not an id of ${settings.bits} bits: ${id}`)
  }
  const seen = new Set<Id>()
  nodes.forEach((node, i) => {
    check(node.id, `nodes.${i}.id`)
    if (seen.has(node.id)) throw new SnapshotError(`snapshot nodes.${i}.id: duplicate node: ${node.id}`)
    seen.add(node.id)
    for (const id of [node.predecessor, ...node.successors]) check(id, `nodes.${i}`)
    for (const span of node.fingers) check(span.node, `nodes.${i}.fingers`)
    if (node.servedFrom !== null) check(node.servedFrom, `nodes.${i}.servedFrom`)
  })
  const seenKeys = new Set<Id>()
  keys.forEach((record, i) => {
    check(record.id, `keys.${i}.id`)
    if (seenKeys.has(record.id)) throw new SnapshotError(`snapshot keys.${i}.id: duplicate key: ${record.key}`)
    seenKeys.add(record.id)
    const stranger = record.holders.find((holder) => !seen.has(holder))
    if (stranger !== undefined) throw new SnapshotError(`snapshot keys.${i}.holders: unknown node: ${stranger}`)
  })
  for (const rule of latency) for (const end of [rule.from, rule.to]) if (end !== null) check(end, 'latency')
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined
  return path.length === 0 ? undefined : value
}

function shown(value: unknown): string {
  if (value === undefined) return ''
  const text = JSON.stringify(value) ?? String(value)
  return `: ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`
}
