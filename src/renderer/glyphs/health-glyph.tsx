import type { HealthView } from '../../shared/model'

/** The dot before the health sentence. */
export function HealthGlyph({ level }: { level: HealthView['level'] }) {
  return (
    <svg className={TONE[level]} width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true">
      <Shape level={level} />
    </svg>
  )
}

const TONE: Record<HealthView['level'], string> = {
  none: 'soft',
  starting: 'tone-move',
  ideal: 'tone-ok',
  healing: 'tone-warn',
  lost: 'tone-bad'
}

function Shape({ level }: { level: HealthView['level'] }) {
  const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 }
  switch (level) {
    case 'none':
      return <circle r={5.25} {...line} />
    case 'starting':
      return (
        <>
          <circle r={5.25} {...line} strokeDasharray="2.2 1.5" />
          <circle r={1.75} fill="currentColor" />
        </>
      )
    case 'ideal':
      return (
        <>
          <circle r={6} fill="currentColor" />
          <path d="M-2.6 0.2L-0.8 2L2.7 -1.8" fill="none" stroke="var(--panel)" strokeWidth={1.6} />
        </>
      )
    case 'healing':
      return (
        <>
          <circle r={5.25} {...line} />
          <path d="M0 -6A6 6 0 0 0 0 6Z" fill="currentColor" />
        </>
      )
    case 'lost':
      return (
        <>
          <path d="M0 -7L7 0L0 7L-7 0Z" fill="currentColor" />
          <path d="M0 -3.4V0.8M0 2.2V3.4" fill="none" stroke="var(--panel)" strokeWidth={1.6} />
        </>
      )
  }
}
