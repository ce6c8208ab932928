/** Reading the keyboard: which combination an event is, and whether a single key may act where it was pressed. */

export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** The combination in our words: "n", "shift+n", "ctrl+k", "alt+1", "space", "?". Ctrl and Cmd are one. */
export function comboOf(event: KeyPress): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1]
  // With Alt some layouts type another character; the digit row is meant.
  const raw = event.altKey && digit !== undefined ? digit : event.key
  const key = raw === ' ' ? 'space' : raw.toLowerCase()
  const named = key.length > 1 || /^[a-z]$/.test(key)
  const parts = [
    event.ctrlKey || event.metaKey ? 'ctrl' : null,
    event.altKey ? 'alt' : null,
    event.shiftKey && named ? 'shift' : null,
    key
  ]
  return parts.filter((part) => part !== null).join('+')
}

/** Whether the combination is a single key, which must never act while a person types. */
export const isSingleKey = (combo: string): boolean => !combo.startsWith('ctrl+') && !combo.startsWith('alt+')

/** The combination as it stands on keys: "Ctrl K", "Shift N", "Space". */
export function comboLabel(combo: string): string {
  if (combo === '+') return '+'
  return combo
    .split('+')
    .map((part) => LABELS[part] ?? (part.length === 1 ? part.toUpperCase() : capital(part)))
    .join(' ')
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const LABELS: Record<string, string | undefined> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  '-': '−'
}

/** What stands between a key and its meaning at the element that has the focus. */
export type Focus = 'free' | 'typing' | 'control' | 'modal'

const TYPING =
  'input:not([type=checkbox]):not([type=radio]):not([type=file]):not([type=range]), textarea, select, [contenteditable="true"], [role=combobox]'
const MODAL = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox][data-popover], [data-dialog]'
const CONTROL =
  'button, a[href], summary, input, [role=tab], [role=option], [role=menuitem], [role=radio], [role=separator]'

/** Where the focus is, as far as shortcuts care. */
export function focusAt(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'free'
  if (target.closest(MODAL) !== null) return 'modal'
  if (target.closest(TYPING) !== null) return 'typing'
  return target.closest(CONTROL) !== null ? 'control' : 'free'
}

const CONTROL_KEYS = new Set(['space', 'arrowup', 'arrowdown', 'enter'])

/** Whether `combo` may act, given where the focus is: typing and dialogs keep single keys, controls their own. */
export function mayAct(combo: string, focus: Focus, singleKeys: boolean): boolean {
  if (focus === 'modal') return false
  if (!isSingleKey(combo)) return true
  if (combo === 'escape') return true
  if (focus === 'typing') return false
  if (focus === 'control' && CONTROL_KEYS.has(combo)) return false
  return singleKeys || combo.length > 1
}
