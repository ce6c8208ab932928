/** The request panel: what it sends, and what it makes of the answer. */
import type { LookupView } from '../../shared/model'
import { MAX_KEY_BYTES, MAX_VALUE_BYTES } from '../../shared/limits'
import { bytes } from '../words/format'
import { ask } from './door-session'
import { readOnlyReason, windowStore } from './lab'
import { sentence } from './lab-actions'
import { selectLookup } from './window-actions'
import type { RequestForm, RequestOp, RequestOutcome } from './window-state'

/** Changes fields of the form. */
export const editRequest = (change: Partial<RequestForm>): void =>
  windowStore.update((state) => ({ ...state, request: { ...state.request, ...change } }))

const settle = (outcome: RequestOutcome) => windowStore.update((state) => ({ ...state, outcome }))

/** What is wrong with the form, or null. */
export function requestProblem(form: RequestForm): string | null {
  if (form.key === '') return 'Key is empty.'
  const size = new TextEncoder().encode(form.key).length
  if (size > MAX_KEY_BYTES) return `Key is over ${bytes(MAX_KEY_BYTES)}: ${bytes(size)}`
  if (form.op !== 'put') return null
  return valueProblem(form) ?? ttlProblem(form.ttl)
}

function valueProblem(form: RequestForm): string | null {
  if (form.encoding === 'file' && form.file === null) return 'No file is chosen.'
  if (form.encoding === 'base64' && !isBase64(form.value)) return 'Value is not base64.'
  const size = valueSize(form)
  return size > MAX_VALUE_BYTES ? `Value is over ${bytes(MAX_VALUE_BYTES)}: ${bytes(size)}` : null
}

function ttlProblem(ttl: string): string | null {
  if (ttl.trim() === '') return null
  const value = Number(ttl)
  return Number.isFinite(value) && value > 0 ? null : `TTL is not a number of seconds above 0: ${ttl}`
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
export const isBase64 = (text: string): boolean => BASE64.test(text.replace(/\s/g, ''))

function valueSize(form: RequestForm): number {
  if (form.encoding === 'file') return form.file?.size ?? 0
  if (form.encoding === 'text') return new TextEncoder().encode(form.value).length
  return Math.floor((form.value.replace(/[\s=]/g, '').length * 3) / 4)
}

function valueOf(form: RequestForm): { encoding: 'utf8' | 'base64'; data: string } {
  if (form.encoding === 'file') return { encoding: 'base64', data: form.file?.base64 ?? '' }
  if (form.encoding === 'text') return { encoding: 'utf8', data: form.value }
  return { encoding: 'base64', data: form.value.replace(/\s/g, '') }
}

let lastRequest = 0

/** Sends the request of the panel and shows its path. */
export async function runRequest(): Promise<void> {
  const state = windowStore.get()
  const blocked = readOnlyReason(state)
  const problem = blocked ?? requestProblem(state.request)
  if (problem !== null) return settle({ state: 'failed', message: problem })
  const number = ++lastRequest
  settle({ state: 'running', startedAtMs: performance.now() })
  const answer = await send(state.request)
  if (number !== lastRequest) return
  if (!answer.ok) return settle({ state: 'failed', message: answer.message })
  settle({ state: 'done', lookup: answer.lookup, value: answer.value })
  selectLookup(answer.lookup)
}

/** Stops waiting for the request under way; its effect may still happen. */
export function abandonRequest(): void {
  lastRequest++
  settle({ state: 'failed', message: 'No longer waiting; the request may still take effect.' })
}

type Sent =
  | { ok: true; lookup: LookupView; value: { encoding: 'utf8' | 'base64'; data: string } | null }
  | { ok: false; message: string }

async function send(form: RequestForm): Promise<Sent> {
  const where = form.from === null ? { key: form.key } : { key: form.key, from: form.from }
  if (form.op === 'get') {
    const answer = await ask('key.get', where)
    if (!answer.ok) return { ok: false, message: sentence(answer.error) }
    const { value, ...lookup } = answer.value
    return { ok: true, lookup, value }
  }
  const ttl = form.ttl.trim() === '' ? {} : { ttlSeconds: Number(form.ttl) }
  const answer =
    form.op === 'put'
      ? await ask('key.put', { ...where, value: valueOf(form), ...ttl })
      : await ask('key.delete', where)
  return answer.ok ? { ok: true, lookup: answer.value, value: null } : { ok: false, message: sentence(answer.error) }
}

/** Looks a key up again, from the same node. */
export async function repeatLookup(lookup: LookupView): Promise<string | null> {
  const answer =
    lookup.key === null
      ? await ask('key.lookup', { from: lookup.origin, id: lookup.target })
      : await ask('key.lookup', { from: lookup.origin, key: lookup.key })
  if (!answer.ok) return sentence(answer.error)
  selectLookup(answer.value)
  return null
}

/** Puts the form on an operation, and the cursor in its key. */
export function beginRequest(op: RequestOp, key?: string): void {
  windowStore.update((state) => ({
    ...state,
    request: { ...state.request, op, key: key ?? state.request.key },
    preferences: { ...state.preferences, requestOpen: true, leftOpen: true }
  }))
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('#request-key')?.focus())
}
