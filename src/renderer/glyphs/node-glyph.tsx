/** Node states as shapes first, colours second; the same shapes on the ring, in lists and in the timeline. */
import type { NodeLook } from '../words/node-look'

/** The glyph around 0,0 for use inside a drawing; `r` is the radius of the disc. */
export function NodeGlyphShape({ look, r }: { look: NodeLook; r: number }) {
  const stroke = Math.max(1.25, r * 0.28)
  const common = { fill: 'none', stroke: 'currentColor', strokeWidth: stroke }
  switch (look) {
    case 'running':
      return <circle r={r} fill="currentColor" />
    case 'behind':
      return (
        <>
          <circle r={r - stroke / 2} {...common} />
          <path d={`M0 ${-r}A${r} ${r} 0 0 0 0 ${r}Z`} fill="currentColor" />
        </>
      )
    case 'joining':
      return (
        <>
          <circle r={r - stroke / 2} {...common} strokeDasharray={`${(r * Math.PI) / 6} ${(r * Math.PI) / 9}`} />
          <circle r={r * 0.3} fill="currentColor" />
        </>
      )
    case 'leaving':
      return (
        <>
          <circle r={r - stroke / 2} {...common} />
          <path d={`M${-r * 0.45} 0H${r * 0.45}`} {...common} />
        </>
      )
    case 'left':
      return <circle r={r - stroke / 2} {...common} />
    case 'hung':
      return (
        <>
          <rect
            x={-r + stroke / 2}
            y={-r + stroke / 2}
            width={2 * r - stroke}
            height={2 * r - stroke}
            rx={r * 0.4}
            {...common}
          />
          <path d={`M${-r * 0.28} ${-r * 0.42}V${r * 0.42}M${r * 0.28} ${-r * 0.42}V${r * 0.42}`} {...common} />
        </>
      )
    case 'crashed': {
      const arm = r * 0.38
      return (
        <>
          <circle r={r - stroke / 2} {...common} />
          <path d={`M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`} {...common} />
        </>
      )
    }
  }
}

/** The tone class that goes with a look. */
export const LOOK_TONE: Record<NodeLook, string> = {
  running: 'soft',
  behind: 'tone-warn',
  joining: 'tone-move',
  leaving: 'soft',
  left: 'tone-muted',
  hung: 'tone-bad',
  crashed: 'tone-bad'
}

/** The glyph by itself; words beside it carry the meaning, so it is hidden from screen readers. */
export function NodeGlyph({ look, size = 12, tone }: { look: NodeLook; size?: number; tone?: string }) {
  const r = size / 2
  return (
    <svg
      className={tone ?? LOOK_TONE[look]}
      width={size}
      height={size}
      viewBox={`${-r} ${-r} ${size} ${size}`}
      aria-hidden="true"
    >
      <NodeGlyphShape look={look} r={r} />
    </svg>
  )
}
