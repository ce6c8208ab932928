/** The tokens of the theme, resolved for canvases and files. */
import { useEffect, useState } from 'react'
import { TOKENS } from './figure/shape'
import type { Palette } from './figure/standalone'

/** Reads the tokens as they are on <html> now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(
    TOKENS.map((token) => [token, style.getPropertyValue(`--${token}`).trim() || '#888'])
  ) as Palette
}

/** The palette, read again whenever the theme on <html> changes. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette)
  useEffect(() => {
    const read = (): void =>
      setPalette((before) => {
        const next = readPalette()
        return TOKENS.every((token) => next[token] === before[token]) ? before : next
      })
    read()
    const observer = new MutationObserver(read)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-view'] })
    const media = matchMedia('(forced-colors: active)')
    media.addEventListener('change', read)
    return () => {
      observer.disconnect()
      media.removeEventListener('change', read)
    }
  }, [])
  return palette
}
