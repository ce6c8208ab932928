/** Actions on the window alone: nothing here asks the lab. */
import type { Recorded } from '../../shared/events'
import type { Id } from '../../shared/ids'
import type { LookupView } from '../../shared/model'
import { shownLab, windowStore } from './lab'
import {
  DEFAULT_PREFERENCES,
  type DrawerTab,
  keepPreferences,
  type Layers,
  type Motion,
  type Preferences,
  type Spacing,
  type Theme
} from './preferences'
import { stage } from './stage-handle'
import type {
  Confirmation,
  ContextMenu,
  InspectorTab,
  MenuTarget,
  Selection,
  Sheet,
  Toast,
  WindowState
} from './window-state'

const patch = (change: Partial<WindowState>) => windowStore.update((state) => ({ ...state, ...change }))

/** Selects something for the inspector and the ring, or nothing. */
export function select(selection: Selection | null): void {
  windowStore.update((state) => ({
    ...state,
    selection,
    shownLookup: lookupAfter(state.shownLookup, selection),
    inspectorTab: selection?.kind === 'node' ? state.inspectorTab : 'node',
    inspectorOpen: selection === null ? state.inspectorOpen : true
  }))
  if (selection?.kind === 'node') stage()?.reveal?.(selection.id)
}

/** A path stays on the ring while its lookup or a node on it is looked at. */
function lookupAfter(shown: LookupView | null, selection: Selection | null): LookupView | null {
  if (selection?.kind === 'lookup') return selection.lookup
  if (shown === null || selection === null) return null
  if (selection.kind === 'key') return selection.key === shown.key ? shown : null
  if (selection.kind === 'event') return selection.event.type === 'lookup' ? selection.event.lookup : null
  return selection.id === shown.origin || shown.path.some((hop) => hop.to === selection.id) ? shown : null
}

export const selectNode = (id: Id): void => select({ kind: 'node', id })
export const selectKey = (key: string, id: Id): void => select({ kind: 'key', key, id })
export const selectLookup = (lookup: LookupView): void => select({ kind: 'lookup', lookup })
export const selectEvent = (event: Recorded): void =>
  event.type === 'lookup' ? selectLookup(event.lookup) : select({ kind: 'event', event })

/** Selects the next node in ring order, `steps` may be negative. */
export function selectNeighbour(steps: number): void {
  const state = windowStore.get()
  const { nodes } = shownLab(state)
  if (nodes.length === 0) return
  const id = state.selection?.kind === 'node' ? state.selection.id : null
  const at = nodes.findIndex((node) => node.id === id)
  const next = at === -1 ? (steps > 0 ? 0 : nodes.length - 1) : (at + steps + nodes.length) % nodes.length
  const node = nodes[next]
  if (node !== undefined) selectNode(node.id)
}

/** Selects the event before (−1) or after (1) the one that is selected. */
export function selectNeighbourEvent(steps: number): void {
  const state = windowStore.get()
  const { events } = shownLab(state)
  const seq = state.selection?.kind === 'event' ? state.selection.event.seq : Number.POSITIVE_INFINITY
  const event = steps < 0 ? events.findLast((e) => e.seq < seq) : events.find((e) => e.seq > seq)
  if (event !== undefined) select({ kind: 'event', event })
}

export const hover = (id: Id | null): void => windowStore.update((s) => (s.hovered === id ? s : { ...s, hovered: id }))

/** Opens the context menu of a node, a place on the ring or a key, at a point of the window. */
export function openContextMenu(target: MenuTarget, at: { x: number; y: number }): void {
  patch({ contextMenu: { target, ...at } satisfies ContextMenu })
}
export const closeContextMenu = (): void => patch({ contextMenu: null })

export const openSheet = (sheet: Sheet): void => patch({ sheet, contextMenu: null })
/** Opens "At a chosen id", begun with `id`. */
export const openAddAt = (id: Id | '' = ''): void => patch({ sheet: 'add-at', addAtId: id, contextMenu: null })
export const confirmFirst = (confirmation: Confirmation | null): void => patch({ confirmation })

export const showInspectorTab = (inspectorTab: InspectorTab): void => patch({ inspectorTab, inspectorOpen: true })
export const setInspectorOpen = (inspectorOpen: boolean): void => patch({ inspectorOpen })
export const setNodeFilter = (nodeFilter: string): void => patch({ nodeFilter })
export const togglePin = (): void =>
  windowStore.update((state) => ({ ...state, pinned: state.pinned === null ? state.selection : null }))

/** Changes preferences and keeps them. */
export function prefer(change: Partial<Preferences>): void {
  windowStore.update((state) => ({ ...state, preferences: { ...state.preferences, ...change } }))
  keepPreferences(windowStore.get().preferences)
}

export const setTheme = (theme: Theme): void => prefer({ theme })
export const setSpacing = (spacing: Spacing): void => prefer({ spacing })
export const setLayer = (layer: keyof Layers, on: boolean): void =>
  prefer({ layers: { ...windowStore.get().preferences.layers, [layer]: on } })
export const showDrawerTab = (drawerTab: DrawerTab): void => prefer({ drawerTab, drawerOpen: true })
export const resetPreferences = (): void =>
  prefer({ ...DEFAULT_PREFERENCES, callout: windowStore.get().preferences.callout })

/** Whether things move on screen: by the person's choice here, else by the system's. */
export function isStill(motion: Motion): boolean {
  return motion === 'system' ? matchMedia('(prefers-reduced-motion: reduce)').matches : motion === 'reduced'
}

/** Whether the dark theme is the one on screen. */
export function isDark(theme: Theme): boolean {
  return theme === 'system' ? !matchMedia('(prefers-color-scheme: light)').matches : theme === 'dark'
}
export const toggleTheme = (): void => setTheme(isDark(windowStore.get().preferences.theme) ? 'light' : 'dark')
export const toggleSpacing = (): void => setSpacing(windowStore.get().preferences.spacing === 'true' ? 'even' : 'true')

let lastToast = 0
const TOAST_MS = 6_000

/** Says something in the corner and to screen readers; bad news stays until it is closed. */
export function toast(tone: Toast['tone'], text: string, action?: Toast['action']): void {
  const id = ++lastToast
  const entry: Toast = action === undefined ? { toast: id, tone, text } : { toast: id, tone, text, action }
  windowStore.update((state) => ({ ...state, toasts: [...state.toasts.slice(-3), entry] }))
  if (tone !== 'bad') setTimeout(() => dismissToast(id), TOAST_MS)
}
export const dismissToast = (id: number): void =>
  windowStore.update((state) => ({ ...state, toasts: state.toasts.filter((entry) => entry.toast !== id) }))
