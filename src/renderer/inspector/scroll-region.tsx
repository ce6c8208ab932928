import { useLayoutEffect, useRef, type ReactNode } from 'react'

const WHOLE = 'tr, .facts > div, h3.row-head, .fingers > h3, li, .node-actions, .section, p'

/** A part of the inspector that scrolls. At rest its lower edge falls between rows: none is cut in half. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const region = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const parts = { box: box.current, region: region.current, content: content.current }
    if (parts.box === null || parts.region === null || parts.content === null) return
    const { box: outer, region: scroller, content: inner } = parts
    const fit = () => {
      const space = outer.clientHeight
      const height = inner.offsetHeight <= space ? space : lastWhole(inner, space)
      scroller.style.height = `${height}px`
    }
    const observer = new ResizeObserver(fit)
    observer.observe(outer)
    observer.observe(inner)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} className="tab-box">
      <div ref={region} className="tab-scroll scroll" tabIndex={0} role="region" aria-label={label}>
        <div ref={content}>{children}</div>
      </div>
    </div>
  )
}

/** The lowest edge of a row that is within `space` from the top of the content. */
function lastWhole(inner: HTMLElement, space: number): number {
  const top = inner.getBoundingClientRect().top
  let best = 0
  for (const part of inner.querySelectorAll(WHOLE)) {
    const bottom = part.getBoundingClientRect().bottom - top
    if (bottom <= space) best = Math.max(best, bottom)
  }
  return best === 0 ? space : Math.ceil(best)
}
