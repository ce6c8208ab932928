import * as Ariakit from '@ariakit/react'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** A modal dialog with a head and a close button. */
export function Dialog(props: {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  size?: 'small' | 'wide' | 'settings'
  alert?: boolean
}) {
  const { open, onClose, title, children, size = 'small', alert = false } = props
  return (
    <Ariakit.Dialog
      open={open}
      onClose={onClose}
      unmountOnHide
      className={`dialog ${size}`}
      backdrop={<div className="backdrop" />}
      role={alert ? 'alertdialog' : 'dialog'}
    >
      <header className="dialog-head">
        <Ariakit.DialogHeading className="dialog-title" render={<h2 />}>
          {title}
        </Ariakit.DialogHeading>
        <Ariakit.DialogDismiss className="button bare icon small" aria-label="Close">
          <X size={16} strokeWidth={1.75} />
        </Ariakit.DialogDismiss>
      </header>
      {children}
    </Ariakit.Dialog>
  )
}
