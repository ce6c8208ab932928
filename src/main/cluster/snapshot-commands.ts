/** Export, read and restore snapshots. */
import { MAX_NODES } from '../../shared/limits'
import { LIVE_STATES } from '../../shared/model'
import type { Snapshot, SnapshotNode } from '../../shared/snapshot'
import { LabFailure } from '../host/failure'
import { type BulkEntry, type DeadNode, DEAD_STATES } from '../host/protocol'
import { buildSnapshot, readSnapshot, SnapshotError } from '../recorder/snapshot'
import type { Commands } from './command-table'
import { parseJson } from './import'
import { startBulk } from './key-commands'
import type { LabCore } from './lab-core'
import { checkDone, setClock, setLatency } from './ring-commands'
import { plural } from './sentences'
import { portOf, snapshotState } from './snapshot-state'

/** The last events that a snapshot carries. */
const SNAPSHOT_EVENTS = 5000

export function snapshotCommands(lab: LabCore): Commands<'snapshot'> {
  return {
    'snapshot.export': async () => {
      const { records } = await lab.ask('records', {})
      const state = lab.model.state()
      const { events } = lab.model.recorder.page(Infinity, SNAPSHOT_EVENTS)
      return buildSnapshot(state, records, events, new Date().toISOString(), `torus-lab ${state.version}`)
    },
    'snapshot.read': ({ text }) => {
      const snapshot = parse(text)
      return { snapshot, state: snapshotState(snapshot) }
    },
    'snapshot.restore': ({ text }) => {
      const snapshot = parse(text)
      checkRestorable(snapshot)
      return lab.alone('restoring a snapshot', () => restore(lab, snapshot))
    }
  }
}

function parse(text: string): Snapshot {
  try {
    return readSnapshot(parseJson(text))
  } catch (cause) {
    if (cause instanceof SnapshotError) throw new LabFailure('invalid', cause.message)
    throw cause
  }
}

const isUp = (node: SnapshotNode): boolean => LIVE_STATES.includes(node.state) || node.state === 'hung'

function checkRestorable({ nodes, keys }: Snapshot): void {
  if (nodes.length > MAX_NODES)
    throw new LabFailure('invalid', `snapshot has too many nodes: ${nodes.length} (limit ${MAX_NODES})`)
  if (keys.length > 0 && !nodes.some(isUp))
    throw new LabFailure('invalid', `snapshot has no live node to hold its keys: ${keys.length}`)
}

/** Same ids, settings, latency and keys; new servers, new versions of the records, a running clock. */
async function restore(lab: LabCore, snapshot: Snapshot): Promise<{ nodes: string[] }> {
  const { model } = lab
  const ids = snapshot.nodes.filter(isUp).map((node) => node.id)
  const entries = entriesOf(snapshot, Date.now())
  // How long to wait for an answer is a matter of this machine, not of the ring.
  const settings = { ...snapshot.settings, rpcTimeoutMs: lab.kept.view().kept.rpcTimeoutMs }
  await lab.ask('reset', { settings })
  model.restart(settings)
  const text = `restore ${plural(ids.length, 'node')}, ${plural(entries.length, 'key')}`
  return lab.act('snapshot.restore', text, ids, async () => {
    const dead = snapshot.nodes.filter((node) => !isUp(node)).map((node) => deadNode(node, model.atMs()))
    if (dead.length > 0) await lab.ask('recall', { nodes: dead })
    const started = ids.length === 0 ? { nodes: [] } : await lab.ask('start', { count: ids.length, ids })
    if (entries.length > 0) {
      const title = `Restore ${plural(entries.length, 'key')}`
      checkDone(await startBulk(lab, title, null, { kind: 'entries', entries }, entries.length).ended)
    }
    for (const node of snapshot.nodes) if (node.state === 'hung') await lab.ask('hang', { node: node.id })
    if (snapshot.latency.length > 0) await setLatency(lab, snapshot.latency)
    if (snapshot.clock.rate !== 1) await setClock(lab, { rate: snapshot.clock.rate, paused: false })
    return started
  })
}

/** Live keys with the time that they have left now. */
function entriesOf({ keys }: Snapshot, nowMs: number): BulkEntry[] {
  const alive = keys.filter((record) => !record.deleted && (record.expiresAt === null || record.expiresAt > nowMs))
  return alive.map(({ key, encoding, value, expiresAt }) => ({
    key,
    encoding,
    data: value,
    ttlMs: expiresAt === null ? 0 : Math.max(1, expiresAt - nowMs)
  }))
}

/** Its times are those of this lab: it has been down since the restore. */
function deadNode(node: SnapshotNode, atMs: number): DeadNode {
  const { id, address, predecessor, successors, fingers } = node
  const state = DEAD_STATES.includes(node.state) ? node.state : 'failed'
  const reason = state === node.state ? {} : { reason: `${node.state} in the snapshot` }
  const times = { sinceMs: atMs, startedAtMs: atMs }
  return { id, address, port: portOf(address), state, ...times, predecessor, successors, fingers, ...reason }
}
