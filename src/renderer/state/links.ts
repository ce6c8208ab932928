/** Links to what can be selected: written for the clipboard, read from the address, the palette or anywhere else. */
import type { Recorded } from '../../shared/events'
import { shortId } from '../../shared/ids'
import { LINK_SCHEME } from '../../shared/limits'
import type { LookupView } from '../../shared/model'
import { copyText } from '../controls/clipboard'
import { ask } from './door-session'
import { labNowMs, shownLab, windowStore } from './lab'
import type { LabView } from './lab-view'
import { keyRow } from './sources'
import { select, toast } from './window-actions'
import type { Selection } from './window-state'

/** What a link names. Lookups and events are numbered per run of the lab, which `run` tells apart. */
export type LinkTarget =
  | { kind: 'node'; id: string }
  | { kind: 'key'; key: string }
  | { kind: 'lookup'; lookup: string; run: string }
  | { kind: 'event'; seq: number; run: string }

const SCHEME = `${LINK_SCHEME}//`

/** The run of a lab, as links write it. */
const runOf = (lab: Pick<LabView, 'startedAt'>): string => Math.round(lab.startedAt).toString(36)

/** The path of a link: `node/8f22…`, `key/user%3A0013`, `lookup/12@m3x…`, `event/88@m3x…`. */
export function linkPath(selection: Selection, lab: Pick<LabView, 'startedAt'>): string {
  switch (selection.kind) {
    case 'node':
      return `node/${selection.id}`
    case 'key':
      return `key/${encodeURIComponent(selection.key)}`
    case 'lookup':
      return `lookup/${selection.lookup.lookup}@${runOf(lab)}`
    case 'event':
      return `event/${selection.event.seq}@${runOf(lab)}`
  }
}

/** The link as it is copied: an address in a browser, one of our own scheme in the desktop app. */
export function linkTo(selection: Selection, lab: Pick<LabView, 'startedAt'>, place: string): string {
  const path = linkPath(selection, lab)
  return place.startsWith('http') ? `${place}/#/${path}` : `${SCHEME}${path}`
}

/** Copies a link to what the inspector shows. */
export async function copyLink(): Promise<void> {
  const state = windowStore.get()
  const shown = state.pinned ?? state.selection
  if (shown === null) return
  const link = linkTo(shown, shownLab(state), location.origin)
  if (await copyText(link)) toast('ok', `Link copied: ${link}`)
  else toast('bad', `The link could not be copied: ${link}`)
}

/** Opens a link that the system handed over. One followed while the ring starts is for what is about to be there. */
export async function openSystemLink(link: string): Promise<void> {
  const target = parseLink(link)
  if (target === null) return toast('bad', `Link is none of the lab’s: ${link.slice(0, 120)}`)
  let found = await find(target)
  while (typeof found === 'string' && isYoung()) {
    await change()
    found = await find(target)
  }
  if (typeof found === 'string') toast('bad', found)
  else select(found)
}

/** A ring stands so long after its lab began, ms of lab time. */
const YOUNG_MS = 15_000
const LOOK_AGAIN_MS = 250
const isYoung = (): boolean => !windowStore.get().live.loaded || labNowMs() < YOUNG_MS
const change = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))

/** What a text links to, or null when it is no link of ours. */
export function parseLink(text: string): LinkTarget | null {
  const trimmed = text.trim()
  const mark = trimmed.indexOf('#/')
  const path = trimmed.startsWith(SCHEME) ? trimmed.slice(SCHEME.length) : mark === -1 ? null : trimmed.slice(mark + 2)
  const [, kind = '', name = '', run = ''] = /^(node|key|lookup|event)\/([^@]+)(?:@(\w+))?$/.exec(path ?? '') ?? []
  if (kind === 'node') return /^[0-9a-f]{4,40}$/.test(name) ? { kind, id: name } : null
  if (kind === 'key') {
    try {
      return { kind, key: decodeURIComponent(name) }
    } catch {
      return null
    }
  }
  if (!/^\d+$/.test(name)) return null
  if (kind === 'lookup') return { kind, lookup: name, run }
  return kind === 'event' ? { kind, seq: Number(name), run } : null
}

/** What a link is about, in words: "node 8f22", "key user:0013". */
export function linkWords(target: LinkTarget): string {
  if (target.kind === 'node') return `node ${shortId(target.id)}`
  if (target.kind === 'key') return `key ${target.key}`
  return target.kind === 'lookup' ? `lookup ${target.lookup}` : `event ${target.seq}`
}

/** Selects what a link names, or says by name that it is not there. */
export async function openLink(target: LinkTarget): Promise<void> {
  const found = await find(target)
  if (typeof found === 'string') toast('bad', found)
  else select(found)
}

async function find(target: LinkTarget): Promise<Selection | string> {
  const lab = shownLab(windowStore.get())
  switch (target.kind) {
    case 'node': {
      const [node, other] = lab.nodes.filter((one) => one.id.startsWith(target.id))
      if (node === undefined) return `Node is not on the list: ${target.id}`
      return other === undefined ? { kind: 'node', id: node.id } : `Node is named by too few digits: ${target.id}`
    }
    case 'key': {
      const row = await keyRow(target.key)
      return row === null ? `No node holds the key: ${target.key}` : { kind: 'key', key: row.key, id: row.id }
    }
    case 'lookup': {
      if (target.run !== runOf(lab)) return otherRun(target)
      const lookup = lab.lookups.find((one) => one.lookup === target.lookup) ?? (await recordedLookup(target.lookup))
      return lookup === null ? `Lookup is no longer in the log: ${target.lookup}` : { kind: 'lookup', lookup }
    }
    case 'event': {
      if (target.run !== runOf(lab)) return otherRun(target)
      const { seq } = target
      const event = [...lab.events, ...lab.traffic].find((one) => one.seq === seq) ?? (await recordedEvent(seq))
      if (event === null) return `Event is no longer in the log: ${seq}`
      return event.type === 'lookup' ? { kind: 'lookup', lookup: event.lookup } : { kind: 'event', event }
    }
  }
}

const otherRun = (target: LinkTarget): string => `The link belongs to another run of the lab: ${linkWords(target)}`

async function recordedEvent(seq: number): Promise<Recorded | null> {
  if (windowStore.get().snapshot !== null) return null
  const answer = await ask('events.page', { beforeSeq: seq + 1, limit: 1 })
  const event = answer.ok ? answer.value.events.at(-1) : undefined
  return event?.seq === seq ? event : null
}

const PAGE = 2_000
const MOST_PAGES = 25

/** A lookup that the window has forgotten and the lab has not. */
async function recordedLookup(lookup: string): Promise<LookupView | null> {
  if (windowStore.get().snapshot !== null) return null
  let beforeSeq: number | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await ask('events.page', beforeSeq === undefined ? { limit: PAGE } : { beforeSeq, limit: PAGE })
    if (!answer.ok) return null
    for (const event of answer.value.events)
      if (event.type === 'lookup' && event.lookup.lookup === lookup) return event.lookup
    const first = answer.value.events[0]
    if (first === undefined || first.seq <= answer.value.oldestSeq) return null
    beforeSeq = first.seq
  }
  return null
}

/** Opens the link in the page's address, now and whenever it changes, until the returned function is called. */
export function followAddress(): () => void {
  const follow = () => {
    const target = parseLink(location.hash)
    if (target === null) return
    // The same link may be opened again.
    history.replaceState(null, '', location.pathname + location.search)
    void openLink(target)
  }
  follow()
  addEventListener('hashchange', follow)
  return () => removeEventListener('hashchange', follow)
}
