/** Icons of the top bar that the picture draws in its own way. */

const FRAME = { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': true } as const
const LINE = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round'
} as const

export const PauseIcon = () => (
  <svg {...FRAME}>
    <path d="M5.5 3.5V12.5M10.5 3.5V12.5" {...LINE} strokeWidth={2} strokeLinecap="butt" />
  </svg>
)

export const PlayIcon = () => (
  <svg {...FRAME}>
    <path d="M4.5 3.2L12.5 8L4.5 12.8Z" {...LINE} />
  </svg>
)

export const StepIcon = () => (
  <svg {...FRAME}>
    <path d="M3 3.5L10 8L3 12.5ZM13 3.5V12.5" {...LINE} />
  </svg>
)

export const ThemeIcon = () => (
  <svg {...FRAME}>
    <circle cx={8} cy={8} r={5.25} {...LINE} strokeWidth={1.5} />
    <path d="M8 2.75A5.25 5.25 0 0 0 8 13.25Z" fill="currentColor" />
  </svg>
)
