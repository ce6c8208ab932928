/** What the lab keeps between runs: read when the door opens, changed on the settings sheet. */
import type { Request } from '../../shared/contract'
import { DEFAULT_NODES, DEFAULT_SAMPLE_KEYS } from '../../shared/limits'
import type { SettingsView } from '../../shared/settings'
import { ask } from './door-session'
import { sentence } from './lab-actions'
import { windowStore } from './lab'
import { DEFAULT_PREFERENCES } from './preferences'
import { prefer, toast } from './window-actions'
import type { WindowState } from './window-state'

let problemTold: string | null = null

/** Reads the lab's settings; what was wrong with their file is said once. */
export async function readSettings(): Promise<void> {
  const answer = await ask('settings.get', {})
  if (!answer.ok) return
  take(answer.value)
  const { problem } = answer.value
  if (problem === null || problem === problemTold) return
  problemTold = problem
  toast('warn', sentence({ code: 'invalid', message: problem }))
}

/** Changes the lab's settings; returns what was wrong, or null. */
export async function changeSettings(change: Request<'settings.set'>): Promise<string | null> {
  const answer = await ask('settings.set', change)
  if (!answer.ok) return sentence(answer.error)
  take(answer.value)
  return null
}

/** Everything as in a new lab, the layout of the window included; can be undone. */
export async function resetAllSettings(): Promise<string | null> {
  const { preferences, settings } = windowStore.get()
  const answer = await ask('settings.reset', {})
  if (!answer.ok) return sentence(answer.error)
  take(answer.value)
  prefer({ ...DEFAULT_PREFERENCES, callout: preferences.callout })
  const undo = () => {
    prefer(preferences)
    if (settings !== null) void changeSettings(settings.kept)
  }
  toast('info', 'Settings reset', { label: 'Undo', run: undo })
  return null
}

/** The ring that one click starts: the one of the settings, or the usual one where they say none. */
export function usualRing({ settings }: WindowState): { nodes: number; sampleKeys: number } {
  const nodes = settings?.kept.nodes ?? DEFAULT_NODES
  return { nodes: nodes === 0 ? DEFAULT_NODES : nodes, sampleKeys: settings?.kept.sampleKeys ?? DEFAULT_SAMPLE_KEYS }
}

const take = (settings: SettingsView): void => windowStore.update((state) => ({ ...state, settings }))
