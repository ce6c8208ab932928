import { expect, it } from 'vitest'
import { DEFAULT_PREFERENCES, keepPreferences, readPreferences } from './preferences'

const kept = (text: string | null) => ({ getItem: () => text })

it('begins with the usual preferences', () => {
  expect(readPreferences(kept(null))).toEqual(DEFAULT_PREFERENCES)
})

it('reads back what it kept', () => {
  let text = ''
  const preferences = { ...DEFAULT_PREFERENCES, theme: 'light', leftWidth: 320 } as const
  keepPreferences(preferences, { setItem: (_, value) => void (text = value) })
  expect(readPreferences(kept(text))).toEqual(preferences)
})

it('of a damaged record takes what is sound', () => {
  const text = JSON.stringify({
    theme: 'pink',
    spacing: 'even',
    drawerOpen: 'yes',
    leftWidth: 'wide',
    layers: { keys: false, arcs: 3 }
  })
  expect(readPreferences(kept(text))).toEqual({
    ...DEFAULT_PREFERENCES,
    spacing: 'even',
    layers: { ...DEFAULT_PREFERENCES.layers, keys: false }
  })
  expect(readPreferences(kept('{'))).toEqual(DEFAULT_PREFERENCES)
})

it('does without a storage that refuses', () => {
  const forbidden = () => {
    throw new Error('forbidden')
  }
  expect(readPreferences({ getItem: forbidden })).toEqual(DEFAULT_PREFERENCES)
  expect(() => keepPreferences(DEFAULT_PREFERENCES, { setItem: forbidden })).not.toThrow()
})
