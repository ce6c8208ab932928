import type { DoorLab } from './lab'
import type { RingOptions } from './options'

/** Starts the ring that the command line asked for; the sentence says what came of it. */
export async function startRing(lab: DoorLab, { nodes, sampleKeys }: RingOptions): Promise<string> {
  if (nodes === 0) return 'The lab is empty: add the first node in the window.'
  const reply = await lab.handle('lab.start', { count: nodes, sampleKeys })
  if (!reply.ok) return `The ring did not start: ${reply.error.message}`
  const keys = sampleKeys === 1 ? '1 sample key' : `${sampleKeys} sample keys`
  return `${reply.value.nodes.length === 1 ? '1 node runs' : `${reply.value.nodes.length} nodes run`} and hold ${keys}.`
}
