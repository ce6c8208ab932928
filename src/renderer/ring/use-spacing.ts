import { useEffect, useMemo, useRef, useState } from 'react'
import type { Spacing as SpacingChoice } from '../state/preferences'
import type { RingNode } from './figure/ring-node'
import { evenSpacing, mixSpacing, type Spacing, trueAnchors } from './geometry/spacing'
import { easeMove, MOVE_MS } from './motion/ease'

/**
 * The spacing of the picture. It follows the choice and the nodes in 240 ms; a new node starts at the place that its
 * id had a moment ago.
 */
export function useSpacing(nodes: readonly RingNode[], choice: SpacingChoice, still: boolean): Spacing {
  const places = nodes.map((node) => node.turn).join(' ')
  const target = useMemo(() => {
    const turns = places === '' ? [] : places.split(' ').map(Number)
    return choice === 'even' ? evenSpacing(turns) : trueAnchors(turns)
  }, [places, choice])
  const [mixed, setMixed] = useState<{ target: Spacing; spacing: Spacing } | null>(null)
  const shown = useRef(target)
  const from = useRef<Spacing | null>(null)
  const started = useRef(target)

  useEffect(() => {
    const start = started.current === target ? null : shown.current
    started.current = target
    // A change of nodes in true spacing moves nothing; only even spacing, or the choice itself, does.
    if (start === null || still || samePlaces(start, target)) {
      shown.current = target
      setMixed(null)
      return
    }
    from.current = start
    const begun = performance.now()
    let frame = requestAnimationFrame(function step() {
      const share = (performance.now() - begun) / MOVE_MS
      shown.current = mixSpacing(start, target, easeMove(share))
      setMixed(share >= 1 ? null : { target, spacing: shown.current })
      if (share < 1) frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [target, still])

  if (mixed !== null && mixed.target === target) return mixed.spacing
  // The first frame after a change still shows the old picture, or the nodes would jump there and back.
  if (started.current !== target && !still && !samePlaces(shown.current, target))
    return mixSpacing(shown.current, target, 0)
  return target
}

function samePlaces(from: Spacing, to: Spacing): boolean {
  return mixSpacing(from, to, 0).every((anchor, index) => Math.abs(anchor.shown - (to[index]?.shown ?? 0)) < 1e-9)
}
