import type { DoorLab } from './lab'
import type { RingOptions } from './options'

/** Starts the ring that the command line asked for, or else the one of the settings; the sentence says what came of it. */
export async function startRing(lab: DoorLab, options: RingOptions): Promise<string> {
  const settings = await lab.handle('settings.get', {})
  if (!settings.ok) return `The ring did not start: ${settings.error.message}`
  const { kept, problem } = settings.value
  const nodes = options.nodes ?? kept.nodes
  const sampleKeys = options.sampleKeys ?? kept.sampleKeys
  const said = problem === null ? '' : `${sentence(problem)} `
  if (nodes === 0) return `${said}The lab is empty: add the first node in the window.`
  const reply = await lab.handle('lab.start', { count: nodes, sampleKeys })
  if (!reply.ok) return `${said}The ring did not start: ${reply.error.message}`
  const keys = sampleKeys === 1 ? '1 sample key' : `${sampleKeys} sample keys`
  const { length } = reply.value.nodes
  return `${said}${length === 1 ? '1 node runs' : `${length} nodes run`} and hold ${keys}.`
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
