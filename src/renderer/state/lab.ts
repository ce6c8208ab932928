/** The window's one store, and the hooks through which components read it. */
import type { LookupView } from '../../shared/model'
import type { LabView } from './lab-view'
import type { Preferences } from './preferences'
import { readPreferences } from './preferences'
import { createStore, useStore, type IsEqual } from './store'
import { initialWindow, type Selection, type WindowState } from './window-state'

export { shallowEqual } from './store'

export const windowStore = createStore<WindowState>(initialWindow(readPreferences()))

/** The ring that the window shows: the file while one is open, else the living one. */
export const shownLab = (state: WindowState): LabView => state.snapshot?.lab ?? state.live

/** What `select` takes of the ring that is shown. */
export function useLab<T>(select: (lab: LabView) => T, isEqual?: IsEqual<T>): T {
  return useStore(windowStore, (state) => select(shownLab(state)), isEqual)
}

/** What `select` takes of the whole window. */
export function useWindow<T>(select: (state: WindowState) => T, isEqual?: IsEqual<T>): T {
  return useStore(windowStore, select, isEqual)
}

/** What is selected, or null. */
export const useSelection = (): Selection | null => useWindow((state) => state.selection)

/** The lookup whose path lies on the ring, or null. */
export const useShownLookup = (): LookupView | null => useWindow((state) => state.shownLookup)

export function usePreference<K extends keyof Preferences>(name: K): Preferences[K] {
  return useWindow((state) => state.preferences[name])
}

/** Why nothing can be changed now ("Read-only: a snapshot is open."), or null when everything can. */
export const readOnlyReason = (state: WindowState): string | null => {
  if (state.snapshot !== null) return 'Read-only: a snapshot is open.'
  if (state.door.state === 'closed') return 'The lab does not answer.'
  if (!state.live.loaded) return 'Connecting to the lab.'
  return null
}

/** The reason of `readOnlyReason`, for components. */
export const useReadOnlyReason = (): string | null => useWindow(readOnlyReason)

/** Milliseconds of lab time at this moment; the live clock runs on between batches, a file stands still. */
export function labNowMs(state: WindowState = windowStore.get()): number {
  if (state.snapshot !== null) return state.snapshot.lab.atMs
  const { live } = state
  if (!live.loaded || state.door.state !== 'open') return live.atMs
  return live.atMs + Math.max(0, performance.now() - live.receivedAtMs)
}
