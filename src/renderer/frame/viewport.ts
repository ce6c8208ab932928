/** The window's size classes, written on <html> for the style sheets, and the theme. */
import { useEffect, useState } from 'react'
import { usePreference, useWindow } from '../state/lab'
import { isDark, isStill } from '../state/window-actions'

export type WidthClass = 'full' | 'medium' | 'narrow' | 'overlay'

export interface Viewport {
  width: WidthClass
  height: 'tall' | 'short'
}

/** The classes of a window of this size. */
export function viewportOf(width: number, height: number): Viewport {
  const widthClass = width >= 1280 ? 'full' : width >= 1100 ? 'medium' : width >= 960 ? 'narrow' : 'overlay'
  return { width: widthClass, height: height >= 800 ? 'tall' : 'short' }
}

/** The classes of the window, kept up to date here and on <html>. */
export function useViewport(): Viewport {
  const [viewport, setViewport] = useState(() => viewportOf(innerWidth, innerHeight))
  useEffect(() => {
    const onResize = () =>
      setViewport((before) => {
        const next = viewportOf(innerWidth, innerHeight)
        return next.width === before.width && next.height === before.height ? before : next
      })
    addEventListener('resize', onResize)
    onResize()
    return () => removeEventListener('resize', onResize)
  }, [])
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset.width = viewport.width
    dataset.height = viewport.height
  }, [viewport])
  return viewport
}

/** Writes theme, motion, view and dragged sizes on <html>. */
export function useRootLook(): void {
  const theme = usePreference('theme')
  const motion = usePreference('motion')
  const past = useWindow((state) => state.snapshot !== null)
  const left = usePreference('leftWidth')
  const inspector = usePreference('inspectorWidth')
  const drawer = usePreference('drawerHeight')
  useEffect(() => {
    const apply = () => (document.documentElement.dataset.theme = isDark(theme) ? 'dark' : 'light')
    apply()
    const media = matchMedia('(prefers-color-scheme: light)')
    media.addEventListener('change', apply)
    return () => media.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    const apply = () => (document.documentElement.dataset.motion = isStill(motion) ? 'reduced' : 'full')
    apply()
    const media = matchMedia('(prefers-reduced-motion: reduce)')
    media.addEventListener('change', apply)
    return () => media.removeEventListener('change', apply)
  }, [motion])
  useEffect(() => {
    document.documentElement.dataset.view = past ? 'past' : 'live'
  }, [past])
  useEffect(() => {
    const { style } = document.documentElement
    const set = (name: string, value: number | null) =>
      value === null ? style.removeProperty(name) : style.setProperty(name, `${value}px`)
    set('--left-width', left)
    set('--inspector-width', inspector)
    set('--drawer-height', drawer)
  }, [left, inspector, drawer])
}
