import { describe, expect, it } from 'vitest'
import { COMMANDS } from './commands'
import { comboLabel, comboOf, mayAct } from './keys'

const press = (key: string, change: object = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change
})

describe('a combination', () => {
  it('is named the same on every layout', () => {
    expect(comboOf(press('n'))).toBe('n')
    expect(comboOf(press('N', { shiftKey: true }))).toBe('shift+n')
    expect(comboOf(press('K', { metaKey: true }))).toBe('ctrl+k')
    expect(comboOf(press('?', { shiftKey: true }))).toBe('?')
    expect(comboOf(press('+', { shiftKey: true }))).toBe('+')
    expect(comboOf(press('¡', { altKey: true, code: 'Digit1' }))).toBe('alt+1')
    expect(comboOf(press(' '))).toBe('space')
  })

  it('is shown as it stands on the keys', () => {
    expect(['ctrl+k', 'shift+n', 'space', 'ctrl+enter', '+'].map(comboLabel)).toEqual([
      'Ctrl K',
      'Shift N',
      'Space',
      'Ctrl ↵',
      '+'
    ])
  })
})

describe('a single key', () => {
  it('never acts while a person types, nor in a dialog', () => {
    expect(mayAct('n', 'typing', true)).toBe(false)
    expect(mayAct('?', 'typing', true)).toBe(false)
    expect(mayAct('n', 'modal', true)).toBe(false)
    expect(mayAct('ctrl+enter', 'typing', true)).toBe(true)
  })

  it('leaves Space and the arrows to the control that has the focus', () => {
    expect(mayAct('space', 'control', true)).toBe(false)
    expect(mayAct('arrowdown', 'control', true)).toBe(false)
    expect(mayAct('n', 'control', true)).toBe(true)
    expect(mayAct('space', 'free', true)).toBe(true)
  })

  it('can be switched off, Esc excepted', () => {
    expect(mayAct('n', 'free', false)).toBe(false)
    expect(mayAct('ctrl+k', 'free', false)).toBe(true)
    expect(mayAct('escape', 'free', false)).toBe(true)
  })
})

describe('the commands', () => {
  it('have an id of their own, and no key twice', () => {
    const ids = COMMANDS.map((entry) => entry.id)
    const keys = COMMANDS.flatMap((entry) => entry.keys ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
