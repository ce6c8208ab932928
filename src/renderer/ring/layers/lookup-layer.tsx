import { type CSSProperties, memo, useMemo } from 'react'
import { hopFigures, keyFigure } from '../figure/lookup'
import type { PlacedRing } from '../figure/ring-model'
import { HOP_MS, PATH_MS } from '../motion/ease'
import { Shapes } from './shapes'

/** The path of the shown lookup, hop after hop. Each request draws itself once; then it stays. */
export const LookupLayer = memo(function LookupLayer({ ring }: { ring: PlacedRing }) {
  const { lookup } = ring.model
  const hops = useMemo(() => hopFigures(ring), [ring])
  const mark = useMemo(() => keyFigure(ring), [ring])
  if (lookup === null) return null
  const hopMs = Math.min(HOP_MS, PATH_MS / Math.max(1, hops.length))
  const timing = (index: number): CSSProperties => ({
    animationDuration: `${hopMs}ms`,
    animationDelay: `${index * hopMs}ms`
  })
  return (
    <g key={lookup.lookup} className="ring-lookup" data-lookup={lookup.lookup}>
      {hops.map((hop, index) => (
        <g key={hop.number} className={hop.ok ? 'hop' : 'hop hop-lost'} data-hop={hop.number}>
          <path className="hop-line" d={hop.line} pathLength={hop.ok ? 1 : undefined} style={timing(index)} />
          <path className="hop-head" d={hop.head} style={timing(index + 0.8)} />
        </g>
      ))}
      <g className="hop-late" style={timing(hops.length)}>
        <Shapes shapes={mark} />
      </g>
      {hops.map((hop, index) => (
        <g key={hop.number} className="hop-late" style={timing(index + 0.6)}>
          <Shapes shapes={hop.pill} />
        </g>
      ))}
    </g>
  )
})
