import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { usePreference } from '../state/lab'

/** Whether a media query holds, kept up to date. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const read = (): void => setHolds(media.matches)
    read()
    media.addEventListener('change', read)
    return () => media.removeEventListener('change', read)
  }, [query])
  return holds
}

/** Whether the person asked for no motion, here or of the system. */
export function useReducedMotion(): boolean {
  const motion = usePreference('motion')
  const system = useMedia('(prefers-reduced-motion: reduce)')
  return motion === 'system' ? system : motion === 'reduced'
}

export interface Size {
  width: number
  height: number
}

/** Size of an element in whole CSS pixels; null until it is laid out. */
export function useSize(target: RefObject<Element | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = target.current
    if (element === null) return
    const read = (): void => {
      const { width, height } = element.getBoundingClientRect()
      const next = { width: Math.round(width), height: Math.round(height) }
      setSize((before) => (before?.width === next.width && before.height === next.height ? before : next))
    }
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [target])
  return size
}
