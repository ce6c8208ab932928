import { useRef, type KeyboardEvent, type PointerEvent } from 'react'

/** An edge between panels that can be dragged, or moved with the arrow keys; a double click gives the usual size back. */
export function Splitter(props: {
  label: string
  axis: 'x' | 'y'
  /** 1 when dragging right or down makes the panel larger, −1 when it makes it smaller. */
  grows: 1 | -1
  size: () => number
  min: number
  max: number
  onSize: (size: number | null) => void
  className: string
}) {
  const { label, axis, grows, size, min, max, onSize, className } = props
  const start = useRef<{ at: number; size: number } | null>(null)
  const point = (event: PointerEvent) => (axis === 'x' ? event.clientX : event.clientY)
  const set = (value: number) => onSize(Math.round(Math.min(max, Math.max(min, value))))
  const onKey = (event: KeyboardEvent) => {
    const step = KEYS[axis][event.key]
    if (step === undefined) return
    event.preventDefault()
    set(size() + step * grows * 8)
  }
  return (
    <div
      className={`splitter ${axis} ${className}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size()}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKey}
      onDoubleClick={() => onSize(null)}
      onPointerDown={(event) => {
        start.current = { at: point(event), size: size() }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (start.current !== null) set(start.current.size + (point(event) - start.current.at) * grows)
      }}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
    />
  )
}

const KEYS: Record<'x' | 'y', Record<string, number | undefined>> = {
  x: { ArrowLeft: -1, ArrowRight: 1 },
  y: { ArrowUp: -1, ArrowDown: 1 }
}
