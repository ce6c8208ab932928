/** Commands on single nodes. */
import type { NodeDetail } from '../../shared/contract'
import { arcShare, idSpace, parseId, shortId } from '../../shared/ids'
import { MAX_NODES } from '../../shared/limits'
import { LIVE_STATES, type NodeView } from '../../shared/model'
import { LabFailure } from '../host/failure'
import { DEAD_STATES } from '../host/protocol'
import type { Commands } from './command-table'
import type { LabCore } from './lab-core'
import { findNode, notIn } from './references'
import { plural } from './sentences'

/** Throws LabFailure when `count` more nodes would be too many. */
export function checkRoom(lab: LabCore, count: number): void {
  const total = lab.model.nodes.size + count
  if (total > MAX_NODES) throw new LabFailure('conflict', `too many nodes: ${total} (limit ${MAX_NODES})`)
}

/** An id as a person writes it, on the lab's circle. Throws LabFailure. */
export function readId(lab: LabCore, text: string): string {
  try {
    return parseId(idSpace(lab.model.settings.bits), text)
  } catch (cause) {
    throw new LabFailure('invalid', cause instanceof Error ? cause.message : String(cause))
  }
}

export function nodeCommands(lab: LabCore): Commands<'node'> {
  const { model } = lab
  const find = (text: string): NodeView => findNode(model.nodes, text)
  const act = <T>(verb: string, node: NodeView, work: () => Promise<T>): Promise<T> =>
    lab.act(`node.${verb}`, `${verb} ${shortId(node.id)}`, [node.id], work)

  return {
    'node.add': ({ id: text, port = 0 }) => {
      checkRoom(lab, 1)
      const id = text === undefined ? null : readId(lab, text)
      if (id !== null && model.nodes.has(id)) throw new LabFailure('conflict', `duplicate id: ${id}`)
      checkPort(lab, port)
      const nodes = id === null ? [] : [id]
      return lab.act('node.add', 'add 1', nodes, () => lab.ask('add', { id, port }))
    },
    'node.addMany': ({ count }) => {
      checkRoom(lab, count)
      return lab.alone(`adding ${plural(count, 'node')}`, () =>
        lab.act('node.addMany', `add ${count}`, [], () => lab.ask('start', { count, ids: [] }))
      )
    },
    'node.crash': ({ node: text, confirm }) => {
      const node = find(text)
      if (DEAD_STATES.includes(node.state)) throw notIn(node, text)
      askFirst(lab, node, text, confirm)
      return act('crash', node, () => lab.ask('crash', { node: node.id }))
    },
    'node.leave': ({ node: text, confirm }) => {
      const node = find(text)
      if (node.state !== 'running') throw notIn(node, text)
      askFirst(lab, node, text, confirm)
      return act('leave', node, () => lab.ask('leave', { node: node.id }))
    },
    'node.restart': ({ node: text }) => {
      const node = find(text)
      if (!DEAD_STATES.includes(node.state)) throw notIn(node, text)
      return act('restart', node, () => lab.ask('restart', { node: node.id }))
    },
    'node.hang': ({ node: text }) => {
      const node = find(text)
      if (node.state !== 'running' && node.state !== 'joining') throw notIn(node, text)
      return act('hang', node, () => lab.ask('hang', { node: node.id }))
    },
    'node.resume': ({ node: text }) => {
      const node = find(text)
      if (node.state !== 'hung') throw notIn(node, text)
      return act('resume', node, () => lab.ask('resume', { node: node.id }))
    },
    'node.forget': ({ node: text }) => {
      const node = find(text)
      if (!DEAD_STATES.includes(node.state)) throw notIn(node, text)
      return act('forget', node, async () => {
        const kept = model.latency.filter((rule) => rule.from !== node.id && rule.to !== node.id)
        if (kept.length < model.latency.length) {
          await lab.ask('latency', { rules: kept })
          model.setLatency(kept)
        }
        return lab.ask('forget', { node: node.id })
      })
    },
    'node.detail': async ({ node: text }) => {
      const { rows } = await lab.ask('rpcs', { node: find(text).id })
      return { ...beside(lab, find(text)), recentRpcs: rows }
    }
  }
}

/** A node's view beside what is true. */
function beside(lab: LabCore, view: NodeView): Omit<NodeDetail, 'recentRpcs'> {
  const { truth, settings } = lab.model
  const predecessor = truth.predecessorOf(view.id)
  const live = truth.isLive(view.id)
  const fingers = live ? truth.fingersOf(view.id) : []
  return {
    view,
    truth: { predecessor, successors: truth.successorsOf(view.id), fingers },
    owns: { from: predecessor, share: live ? arcShare(idSpace(settings.bits), predecessor, view.id) : 0 }
  }
}

function checkPort(lab: LabCore, port: number): void {
  const other = port === 0 ? undefined : [...lab.model.nodes.values()].find((node) => node.port === port)
  if (other !== undefined) throw new LabFailure('conflict', `port in use by ${shortId(other.id)}: ${port}`)
}

/** The last node takes every key with it, so that is asked first. */
function askFirst(lab: LabCore, node: NodeView, text: string, confirm: boolean): void {
  const { model } = lab
  const others = [...model.nodes.values()].some((one) => one.id !== node.id && LIVE_STATES.includes(one.state))
  if (others || confirm) return
  throw new LabFailure('confirm', `last live node: ${text}; ${plural(model.keys, 'key')} would be lost`)
}
