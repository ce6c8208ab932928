/** Commands on keys, and the tasks that put many of them. */
import type { Accepted, CommandName } from '../../shared/contract'
import { MAX_BULK_KEYS, MAX_KEY_BYTES } from '../../shared/limits'
import type { TaskView } from '../../shared/model'
import { failureOf, LabFailure } from '../host/failure'
import type { BulkRequest, HostRequest } from '../host/protocol'
import { bytesOf, checkKey, excerpt } from '../host/values'
import type { Commands } from './command-table'
import { parseEntries } from './import'
import type { LabCore } from './lab-core'
import { readId } from './node-commands'
import { findNode, findServingNode } from './references'
import { plural } from './sentences'

/** Longest number behind the prefix of a generated key. */
const NUMBER_DIGITS = 12

type UserRequest = Omit<HostRequest<'request'>, 'from'>

export function keyCommands(lab: LabCore): Commands<'key' | 'task'> {
  const { model } = lab

  /** The node that a request starts from; null for any. */
  const origin = (text: string | undefined): string | null => {
    if (text !== undefined) return findServingNode(model.nodes, text).id
    if (![...model.nodes.values()].some((node) => node.state === 'running'))
      throw new LabFailure('conflict', 'no node is running')
    return null
  }

  const ask = (command: CommandName, from: string | undefined, request: UserRequest) => {
    if (request.key !== null) checkKey(request.key)
    const start = origin(from)
    const text = `${request.op} ${request.key ?? request.id ?? ''}`
    const nodes = start === null ? [] : [start]
    return lab.act(command, text, nodes, () => lab.ask('request', { ...request, from: start }))
  }

  return {
    'key.put': async ({ from, key, value, ttlSeconds }) => {
      bytesOf(value)
      const ttlMs = ttlSeconds === undefined ? 0 : Math.max(1, Math.round(ttlSeconds * 1000))
      return (await ask('key.put', from, { op: 'put', key, id: null, value, ttlMs })).lookup
    },
    'key.get': async ({ from, key }) => {
      const { lookup, value } = await ask('key.get', from, { op: 'get', key, ...NOTHING })
      return { ...lookup, value }
    },
    'key.delete': async ({ from, key }) => {
      return (await ask('key.delete', from, { op: 'delete', key, ...NOTHING })).lookup
    },
    'key.lookup': async ({ from, key, id }) => {
      if ((key === undefined) === (id === undefined))
        throw new LabFailure('invalid', `lookup needs a key or an id${key === undefined ? '' : ', not both'}`)
      const target = id === undefined ? null : readId(lab, id)
      const request = { op: 'lookup', key: key ?? null, ...NOTHING, id: target } as const
      return (await ask('key.lookup', from, request)).lookup
    },
    'key.list': ({ node, within, ...query }) => {
      const arc = within && { after: readId(lab, within.after), upTo: readId(lab, within.upTo) }
      return lab.ask('keys', {
        ...query,
        within: arc,
        node: node === undefined ? null : findNode(model.nodes, node).id
      })
    },
    'key.generate': (request) => {
      checkPrefix(request)
      const { count, prefix } = request
      const source = { kind: 'generate', count, prefix } as const
      return { task: startBulk(lab, `Generate ${plural(count, 'key')}`, origin(request.from), source, count).task }
    },
    'key.import': ({ format, text, from }) => {
      const start = origin(from)
      const entries = parseEntries(format, text)
      const source = { kind: 'entries', entries } as const
      return { task: startBulk(lab, `Import ${plural(entries.length, 'key')}`, start, source, entries.length).task }
    },
    'task.cancel': async ({ task }) => {
      const view = model.tasks.get(task)
      if (view === undefined) throw new LabFailure('not-found', `unknown task: ${task}`)
      if (view.state !== 'running') throw new LabFailure('conflict', `task is ${view.state}: ${task}`)
      return lab.ask('cancel', { task })
    }
  }
}

const NOTHING = { id: null, value: null, ttlMs: 0 } as const

function checkPrefix({ count, prefix }: Accepted<'key.generate'>): void {
  checkKey(`${prefix}0`)
  if (Buffer.byteLength(prefix) + NUMBER_DIGITS > MAX_KEY_BYTES)
    throw new LabFailure('invalid', `prefix too long: ${excerpt(prefix)}`)
  if (count > MAX_BULK_KEYS) throw new LabFailure('invalid', `too many keys: ${count} (limit ${MAX_BULK_KEYS})`)
}

let tasks = 0

/** Begins a task; `ended` resolves with its last view. */
export function startBulk(
  lab: LabCore,
  title: string,
  from: string | null,
  source: BulkRequest['source'],
  total: number
): { task: TaskView; ended: Promise<TaskView> } {
  const task = `task-${++tasks}`
  const { model } = lab
  const view: TaskView = { task, title, done: 0, total, state: 'running', startedAtMs: model.atMs() }
  model.setTask(view)
  const action = source.kind === 'generate' ? 'key.generate' : 'key.import'
  const nodes = from === null ? [] : [from]
  const ended = lab
    .act(action, title.toLowerCase(), nodes, () => lab.ask('bulk', { task, title, from, source }))
    .then(
      (answer) => answer.task,
      (cause: unknown) => ({ ...view, state: 'failed' as const, reason: failureOf(cause).message })
    )
    .then((last) => {
      model.setTask(last)
      return last
    })
  return { task: view, ended }
}
