/** A menu in a button, or joined to one; thin clothes around Ariakit's. */
import * as Ariakit from '@ariakit/react'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Kbd } from './kbd'

export function MenuButton(props: {
  label: string
  className?: string
  children: ReactNode
  items: ReactNode
  disabled?: boolean
  placement?: 'bottom-start' | 'bottom-end'
}) {
  const { label, className = '', children, items, disabled = false, placement = 'bottom-end' } = props
  return (
    <Ariakit.MenuProvider placement={placement}>
      <Ariakit.MenuButton className={`button ${className}`} aria-label={label} title={label} disabled={disabled}>
        {children}
      </Ariakit.MenuButton>
      <Ariakit.Menu className="menu" gutter={4} fixed unmountOnHide>
        {items}
      </Ariakit.Menu>
    </Ariakit.MenuProvider>
  )
}

export function MenuItem(props: {
  children: ReactNode
  onRun: () => void
  shortcut?: string | undefined
  icon?: ReactNode
  disabled?: boolean | undefined
  danger?: boolean | undefined
  reason?: string | null | undefined
}) {
  const { children, onRun, shortcut, icon, disabled = false, danger = false, reason } = props
  return (
    <Ariakit.MenuItem
      className="menu-item"
      onClick={onRun}
      disabled={disabled}
      title={reason ?? undefined}
      accessibleWhenDisabled
    >
      {icon === undefined ? null : <span className={danger && !disabled ? 'tone-bad' : 'soft'}>{icon}</span>}
      <span>{children}</span>
      {shortcut === undefined ? null : (
        <span className="end">
          <Kbd>{shortcut}</Kbd>
        </span>
      )}
    </Ariakit.MenuItem>
  )
}

/** One of a few in a menu. */
export function MenuChoice(props: { children: ReactNode; checked: boolean; onRun: () => void; end?: string }) {
  const { children, checked, onRun, end } = props
  return (
    <Ariakit.MenuItem className="menu-item" role="menuitemradio" aria-checked={checked} onClick={onRun}>
      <span className="menu-check">{checked ? <Check size={14} strokeWidth={2} /> : null}</span>
      <span>{children}</span>
      {end === undefined ? null : <span className="end">{end}</span>}
    </Ariakit.MenuItem>
  )
}

export const MenuLine = () => <Ariakit.MenuSeparator className="menu-line" />

export const MenuTitle = ({ children }: { children: ReactNode }) => (
  <div className="menu-title" role="presentation">
    {children}
  </div>
)
