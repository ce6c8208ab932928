import type { ReactNode } from 'react'
import { CopyButton } from '../controls/copy-button'

/** One line of a list of facts; with `copy`, a button puts that text on the clipboard. */
export function Fact(props: { name: string; children: ReactNode; copy?: string; className?: string }) {
  const { name, children, copy, className = '' } = props
  return (
    <div className={className}>
      <dt>{name}</dt>
      <dd>
        <span className="fact">{children}</span>
        {copy === undefined ? null : <CopyButton text={copy} what={name.toLowerCase()} />}
      </dd>
    </div>
  )
}
