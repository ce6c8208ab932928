import * as Ariakit from '@ariakit/react'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

export interface Option {
  value: string
  label: ReactNode
}

/** One of many, in a box that opens. */
export function Select(props: {
  label: string
  id?: string
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
  disabled?: boolean
  placeholder?: ReactNode
  className?: string
}) {
  const { label, id, value, options, onChange, disabled = false, placeholder, className = '' } = props
  const chosen = options.find((option) => option.value === value)
  return (
    <Ariakit.SelectProvider value={value} setValue={(next: string) => onChange(next)}>
      <Ariakit.Select id={id} className={`select ${className}`} aria-label={label} disabled={disabled}>
        <span className="cut">{chosen?.label ?? placeholder ?? value}</span>
        <ChevronDown size={14} strokeWidth={2} />
      </Ariakit.Select>
      <Ariakit.SelectPopover className="menu" gutter={4} sameWidth fixed unmountOnHide aria-label={label}>
        {options.map((option) => (
          <Ariakit.SelectItem key={option.value} value={option.value} className="menu-item">
            <span className="menu-check">{option.value === value ? <Check size={14} strokeWidth={2} /> : null}</span>
            <span>{option.label}</span>
          </Ariakit.SelectItem>
        ))}
      </Ariakit.SelectPopover>
    </Ariakit.SelectProvider>
  )
}
