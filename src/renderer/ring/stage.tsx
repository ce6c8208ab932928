/** The stage: the ring with everything that lies over it. */
import { useRef } from 'react'
import { RingView } from './ring-view'
import { useSize } from './use-media'
import './ring.css'

/** Fills its grid cell and reads the store itself. */
export function Stage() {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  return (
    <div ref={box} className="ring-stage" data-testid="stage">
      {size === null || size.width === 0 || size.height === 0 ? null : <RingView size={size} />}
    </div>
  )
}
