import { useRef, type KeyboardEvent } from 'react'

export interface Choice<T extends string> {
  value: T
  label: string
}

/** One of a few, always all in sight: a radio group in one box. */
export function Segmented<T extends string>(props: {
  label: string
  choices: readonly Choice<T>[]
  value: T
  onChange: (value: T) => void
  disabled?: boolean
}) {
  const { label, choices, value, onChange, disabled = false } = props
  const group = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined || disabled) return
    event.preventDefault()
    const at = choices.findIndex((choice) => choice.value === value)
    const next = choices[(at + step + choices.length) % choices.length]
    if (next === undefined) return
    onChange(next.value)
    group.current?.querySelector<HTMLButtonElement>(`[data-value="${next.value}"]`)?.focus()
  }
  return (
    <div
      ref={group}
      className="segmented"
      role="radiogroup"
      aria-label={label}
      aria-disabled={disabled}
      onKeyDown={move}
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          data-value={choice.value}
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          disabled={disabled}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  )
}

const STEPS: Record<string, number | undefined> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
