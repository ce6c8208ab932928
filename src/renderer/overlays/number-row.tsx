import { useEffect, useId, useState, type KeyboardEvent } from 'react'

export interface NumberBounds {
  least: number
  most: number
}

/** What is wrong with a number that a person typed, or null. */
export function numberProblem(text: string, what: string, { least, most }: NumberBounds): string | null {
  const value = Number(text)
  if (/^\d+$/.test(text.trim()) && value >= least && value <= most) return null
  return `${what} is not a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}: ${text}`
}

/** A whole number that is kept when the field is left or Enter is pressed; `onKeep` returns what was wrong, or null. */
export function NumberRow(props: {
  label: string
  unit?: string
  note?: string
  value: number
  bounds: NumberBounds
  disabled: boolean
  onKeep: (value: number) => Promise<string | null>
}) {
  const { label, unit, note, value, bounds, disabled, onKeep } = props
  const id = useId()
  const [text, setText] = useState(String(value))
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    setText(String(value))
    setProblem(null)
  }, [value])
  const keep = async () => {
    const wrong = numberProblem(text, label, bounds)
    if (wrong !== null) return setProblem(wrong)
    setProblem(Number(text) === value ? null : await onKeep(Number(text)))
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void keep()
  }
  return (
    <div className="settings-row">
      <label htmlFor={id}>{label}</label>
      <span className="field">
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          disabled={disabled}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-note`}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => void keep()}
          onKeyDown={onKey}
        />
        {unit === undefined ? null : <span>{unit}</span>}
      </span>
      <p
        id={`${id}-note`}
        className={problem === null ? 'hint' : 'tone-bad'}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ?? note ?? ''}
      </p>
    </div>
  )
}
