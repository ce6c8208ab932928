/** Actions on the lab. Each asks, says what the lab answered when it refused, and changes nothing itself. */
import type { CommandName, Failure, Request, Responses } from '../../shared/contract'
import { shortId, type Id } from '../../shared/ids'
import { LIVE_STATES } from '../../shared/model'
import { ask } from './door-session'
import { readOnlyReason, windowStore } from './lab'
import { confirmFirst, selectNode, toast } from './window-actions'

/** Asks the lab; a refusal becomes a toast and null. */
export async function tell<C extends CommandName>(command: C, request: Request<C>): Promise<Responses[C] | null> {
  const blocked = readOnlyReason(windowStore.get())
  if (blocked !== null) {
    toast('warn', blocked)
    return null
  }
  const answer = await ask(command, request)
  if (answer.ok) return answer.value
  toast('bad', sentence(answer.error))
  return null
}

/** The lab's message as a sentence. */
export const sentence = (failure: Failure): string => {
  const text = failure.message.trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const select = (id: Id) => selectNode(id)

export async function startLab(count: number, sampleKeys: number): Promise<void> {
  await tell('lab.start', { count, sampleKeys })
}

/** Adds one node, at `id` or where the hash of its address puts it, and selects it. */
export async function addNode(place: { id?: Id; port?: number } = {}): Promise<Id | null> {
  const added = await tell('node.add', place)
  if (added === null) return null
  select(added.node.id)
  return added.node.id
}

export async function addNodes(count: number): Promise<boolean> {
  return (await tell('node.addMany', { count })) !== null
}

export const isLastLive = (id: Id): boolean => {
  const live = windowStore.get().live.nodes.filter((node) => LIVE_STATES.includes(node.state))
  return live.length === 1 && live[0]?.id === id
}

/** Stops a node at once; asks first when it is the last one. */
export async function crashNode(id: Id): Promise<void> {
  if (isLastLive(id)) return askAboutLast(id, 'Crash', () => void crash(id, true))
  await crash(id, false)
}

/** Lets a node hand its keys over and go; asks first when it is the last one. */
export async function leaveNode(id: Id): Promise<void> {
  if (isLastLive(id)) return askAboutLast(id, 'Leave', () => void leave(id, true))
  await leave(id, false)
}

function askAboutLast(id: Id, verb: string, run: () => void): void {
  const keys = windowStore.get().live.byId.get(id)?.keys ?? 0
  confirmFirst({
    title: `${verb} the last node?`,
    text: `${shortId(id)} is the only live node. ${keys === 0 ? 'No keys are lost, but' : `Its ${keys} keys are lost and`} the ring is empty afterwards.`,
    verb,
    run
  })
}

async function crash(id: Id, confirm: boolean): Promise<void> {
  const answer = await tell('node.crash', { node: id, confirm })
  if (answer === null) return
  const lost = answer.keysLost
  const text = `${shortId(id)} crashed${lost === 0 ? ' · no keys lost' : ` · ${lost} ${lost === 1 ? 'key' : 'keys'} lost`}`
  toast(lost === 0 ? 'info' : 'warn', text, { label: 'Restart', run: () => void restartNode(id) })
}

async function leave(id: Id, confirm: boolean): Promise<void> {
  const answer = await tell('node.leave', { node: id, confirm })
  if (answer === null) return
  const keys = answer.keysHandedOver
  toast('info', `${shortId(id)} left · ${keys} ${keys === 1 ? 'key' : 'keys'} handed over`, {
    label: 'Restart',
    run: () => void restartNode(id)
  })
}

export async function restartNode(id: Id): Promise<void> {
  await tell('node.restart', { node: id })
}
export async function hangNode(id: Id): Promise<void> {
  await tell('node.hang', { node: id })
}
export async function resumeNode(id: Id): Promise<void> {
  await tell('node.resume', { node: id })
}
export async function forgetNode(id: Id): Promise<void> {
  await tell('node.forget', { node: id })
}

/** Stops the protocol clock, or lets it run. */
export async function togglePause(): Promise<void> {
  await tell('clock.set', { paused: !windowStore.get().live.clock.paused })
}
export async function setRate(rate: number): Promise<void> {
  await tell('clock.set', { rate })
}
/** Runs one stabilization round on every live node. */
export async function stepRound(): Promise<void> {
  await tell('clock.step', {})
}
export async function setLatency(from: Id | null, to: Id | null, ms: number): Promise<boolean> {
  return (await tell('latency.set', { from, to, ms })) !== null
}

export async function generateKeys(count: number, prefix: string): Promise<boolean> {
  return (await tell('key.generate', { count, prefix })) !== null
}
export async function cancelTask(task: string): Promise<void> {
  await tell('task.cancel', { task })
}

/** Stops every node and forgets everything, after asking. */
export function resetLab(): void {
  confirmFirst({
    title: 'Reset the lab?',
    text: 'Every node stops and all keys and events are forgotten. Export a snapshot first to keep them.',
    verb: 'Reset',
    run: () => void tell('lab.reset', { confirm: true })
  })
}
