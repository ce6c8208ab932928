/** The two palettes of LOOK, resolved, for pictures outside of a document. */
import type { Palette } from '../figure/standalone'

export const DARK: Palette = {
  bg: '#0d0f12',
  panel: '#121519',
  raised: '#1b2026',
  line: '#22272e',
  'line-2': '#343b45',
  'line-3': '#626c79',
  fg: '#e8ebef',
  'fg-2': '#a9b1bc',
  'fg-3': '#858e9b',
  accent: '#56b4e9',
  'on-accent': '#05131c',
  ok: '#2db88f',
  warn: '#e69f00',
  'warn-fill': '#e69f00',
  bad: '#f0743e',
  move: '#d88fb9',
  'accent-soft': 'rgba(86,180,233,.13)',
  'warn-soft': 'rgba(230,159,0,.12)',
  'bad-soft': 'rgba(240,116,62,.12)',
  'move-soft': 'rgba(216,143,185,.14)'
}
