/** Whether a batch tells of nothing but maintenance that found everything in place. */
import type { Batch } from '../../shared/contract'
import { isRoutine } from '../../shared/events'
import type { HealthView, NodeView } from '../../shared/model'
import type { LabView } from './lab-view'

/** True when a window that shows `view` may show the batch a second later without anybody missing anything. */
export function isQuiet(view: LabView, batch: Batch): boolean {
  const { removedNodes, transfers, tasks, droppedPulses, clock, latency, settings, keys, density, health } = batch
  const changes = removedNodes.length + transfers.length + tasks.length + droppedPulses
  const isSame = [clock, latency, settings, keys, density].every((change) => change === undefined)
  return (
    changes === 0 &&
    isSame &&
    (health === undefined || saysTheSame(view.health, health)) &&
    batch.nodes.every((node) => isAsBefore(view.byId.get(node.id), node)) &&
    batch.events.every(isRoutine)
  )
}

/** Pointers need no look: an event tells of each that changed. */
function isAsBefore(before: NodeView | undefined, node: NodeView): boolean {
  return before?.state === node.state && before.keys === node.keys && before.servedFrom === node.servedFrom
}

function saysTheSame(before: HealthView, health: HealthView): boolean {
  return before.level === health.level && before.sentence === health.sentence
}
