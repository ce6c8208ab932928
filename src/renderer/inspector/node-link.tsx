import { shortId, type Id } from '../../shared/ids'
import { useLab } from '../state/lab'
import { hover, openContextMenu, selectNode } from '../state/window-actions'

/** A node's short name; a click selects it. An id that no node has, such as a placeholder after a crash, is plain text. */
export function NodeLink({ id, className = '' }: { id: Id; className?: string }) {
  const known = useLab((lab) => lab.byId.has(id))
  if (!known)
    return (
      <span className={`mono ${className}`} title={`${id}: no node has this id`}>
        {shortId(id)}
      </span>
    )
  return (
    <button
      type="button"
      className={`link mono ${className}`}
      aria-label={`Node ${shortId(id)}`}
      onClick={() => selectNode(id)}
      onPointerEnter={() => hover(id)}
      onPointerLeave={() => hover(null)}
      onContextMenu={(event) => {
        event.preventDefault()
        openContextMenu({ kind: 'node', id }, { x: event.clientX, y: event.clientY })
      }}
    >
      {shortId(id)}
    </button>
  )
}
