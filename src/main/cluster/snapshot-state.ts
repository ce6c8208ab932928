/** The state that a snapshot shows, for looking at it without a living ring. */
import { idSpace, turnOf } from '../../shared/ids'
import { DENSITY_BINS, type LabState, type NodeView } from '../../shared/model'
import type { Snapshot } from '../../shared/snapshot'
import { HealthMonitor } from './health'

export function snapshotState(snapshot: Snapshot): LabState {
  const { lab, settings, clock, latency } = snapshot
  const space = idSpace(settings.bits)
  const live = snapshot.keys.filter((record) => !record.deleted && !isExpired(record.expiresAt, snapshot))
  const counts = new Map<string, number>()
  const density = Array.from({ length: DENSITY_BINS }, () => 0)
  for (const { id, holders } of live) {
    for (const holder of holders) counts.set(holder, (counts.get(holder) ?? 0) + 1)
    const bin = Math.min(DENSITY_BINS - 1, Math.floor(turnOf(space, id) * DENSITY_BINS))
    density[bin] = (density[bin] as number) + 1
  }
  const nodes = snapshot.nodes.map((node): NodeView => ({
    ...node,
    port: portOf(node.address),
    keys: counts.get(node.id) ?? 0,
    rpcPerSecond: 0
  }))
  const { lostKeys } = snapshot.health
  const input = { nodes, settings, clock, transfers: [], keys: live.length, lostKeys, starting: null, atMs: lab.atMs }
  return {
    ...lab,
    version: snapshot.writer,
    settings,
    clock,
    latency,
    nodes,
    transfers: [],
    tasks: [],
    health: { ...new HealthMonitor().look(input), sentence: snapshot.health.sentence },
    keys: live.length,
    density,
    load: { bytes: 0, requests: 0, lag: null }
  }
}

/** The port of `host:port`, 0 where there is none. */
export function portOf(address: string): number {
  const port = Number(address.slice(address.lastIndexOf(':') + 1))
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : 0
}

function isExpired(expiresAt: number | null, { exportedAt }: Snapshot): boolean {
  return expiresAt !== null && expiresAt <= Date.parse(exportedAt)
}
