/** What the window itself knows: the lab, what is selected, how it is shown. */
import type { DoorStatus } from '../../shared/contract'
import type { Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { LookupView } from '../../shared/model'
import type { SettingsView } from '../../shared/settings'
import type { Snapshot } from '../../shared/snapshot'
import { EMPTY_LAB, type LabView } from './lab-view'
import { DEFAULT_PREFERENCES, type Preferences } from './preferences'

/** The one thing that the inspector explains. */
export type Selection =
  | { kind: 'node'; id: Id }
  | { kind: 'key'; key: string; id: Id }
  | { kind: 'lookup'; lookup: LookupView }
  | { kind: 'event'; event: Recorded }

/** What a context menu is about. `arc`: a bare place on the ring, `id` is the identifier there. */
export type MenuTarget = { kind: 'node'; id: Id } | { kind: 'arc'; id: Id } | { kind: 'key'; key: string }

export interface ContextMenu {
  x: number
  y: number
  target: MenuTarget
}

/** A snapshot file opened read-only. `text` is what `snapshot.restore` takes. */
export interface OpenSnapshot {
  fileName: string
  text: string
  snapshot: Snapshot
  lab: LabView
}

export interface Toast {
  toast: number
  tone: 'info' | 'ok' | 'warn' | 'bad'
  text: string
  /** One way forward, such as undoing. */
  action?: { label: string; run: () => void }
}

export type InspectorTab = 'node' | 'keys' | 'rpcs'
export type RequestOp = 'put' | 'get' | 'delete'

/** A question that must be answered before something is destroyed. */
export interface Confirmation {
  title: string
  text: string
  verb: string
  run: () => void
}

export type Sheet =
  | 'add-many'
  | 'add-at'
  | 'generate'
  | 'import'
  | 'latency'
  | 'keys-help'
  | 'palette'
  | 'settings'
  | 'invariants'
  | null

/** The request form, kept here so that shortcuts and menus can fill it. */
export interface RequestForm {
  op: RequestOp
  /** Null: a node that the lab chooses. */
  from: Id | null
  key: string
  value: string
  encoding: 'text' | 'base64' | 'file'
  file: { name: string; base64: string; size: number } | null
  ttl: string
}

/** How the last request of the panel went. */
export type RequestOutcome =
  | { state: 'idle' }
  | { state: 'running'; startedAtMs: number }
  | { state: 'done'; lookup: LookupView; value: { encoding: 'utf8' | 'base64'; data: string } | null }
  | { state: 'failed'; message: string }

export interface WindowState {
  live: LabView
  snapshot: OpenSnapshot | null
  door: DoorStatus | { state: 'connecting' }
  selection: Selection | null
  /** While set, the inspector stays with it whatever is selected. */
  pinned: Selection | null
  /** The lookup whose path lies on the ring. */
  shownLookup: LookupView | null
  hovered: Id | null
  contextMenu: ContextMenu | null
  sheet: Sheet
  confirmation: Confirmation | null
  /** Where the dialog "At a chosen id" begins. */
  addAtId: string
  inspectorTab: InspectorTab
  inspectorOpen: boolean
  request: RequestForm
  outcome: RequestOutcome
  nodeFilter: string
  toasts: readonly Toast[]
  preferences: Preferences
  /** What the lab keeps between runs; null until it answered. */
  settings: SettingsView | null
}

export const EMPTY_REQUEST: RequestForm = {
  op: 'put',
  from: null,
  key: '',
  value: '',
  encoding: 'text',
  file: null,
  ttl: ''
}

/** The window before anything arrived. */
export function initialWindow(preferences: Preferences = DEFAULT_PREFERENCES): WindowState {
  return {
    live: EMPTY_LAB,
    snapshot: null,
    door: { state: 'connecting' },
    selection: null,
    pinned: null,
    shownLookup: null,
    hovered: null,
    contextMenu: null,
    sheet: null,
    confirmation: null,
    addAtId: '',
    inspectorTab: 'node',
    inspectorOpen: true,
    request: EMPTY_REQUEST,
    outcome: { state: 'idle' },
    nodeFilter: '',
    toasts: [],
    preferences,
    settings: null
  }
}
