/** The window's keyboard: one listener that finds the command of a combination. */
import { isPlacing, setPlacing } from '../ring/place-mode'
import { windowStore } from '../state/lab'
import { select, setInspectorOpen, toast } from '../state/window-actions'
import type { Command } from './command'
import { COMMANDS } from './commands'
import { comboOf, focusAt, mayAct } from './keys'

const BY_COMBO = new Map<string, Command>(COMMANDS.flatMap((entry) => (entry.keys ?? []).map((key) => [key, entry])))

/** Listens until the returned function is called. */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const combo = comboOf(event)
    const state = windowStore.get()
    if (!mayAct(combo, focusAt(event.target), state.preferences.singleKeys)) return
    if (combo === 'escape') return stepBack(event)
    const found = BY_COMBO.get(combo)
    if (found === undefined || (event.repeat && !REPEATS.has(combo))) return
    event.preventDefault()
    runCommand(found)
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}

const REPEATS = new Set(['arrowup', 'arrowdown', '[', ']', '+', '-', '='])

/** Runs a command, or says why not. */
export function runCommand(found: Command): void {
  const state = windowStore.get()
  const reason = found.blocked?.(state) ?? null
  if (reason === null) found.run(state)
  else toast('info', reason)
}

/** Esc takes back one thing at a time: a field, placing, the path, the overlay, the selection. */
function stepBack(event: KeyboardEvent): void {
  const state = windowStore.get()
  if (focusAt(event.target) === 'typing' && event.target instanceof HTMLElement) return event.target.blur()
  if (isPlacing()) return setPlacing(false)
  if (state.shownLookup !== null && state.selection?.kind !== 'lookup')
    return windowStore.update((before) => ({ ...before, shownLookup: null }))
  if (document.documentElement.dataset.width === 'overlay' && state.inspectorOpen) setInspectorOpen(false)
  select(null)
}
