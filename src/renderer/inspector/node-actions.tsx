import { RotateCw, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { NodeView } from '../../shared/model'
import { meets, type NodeNeed } from '../commands/command'
import { NodeGlyph } from '../glyphs/node-glyph'
import { crashNode, forgetNode, hangNode, leaveNode, restartNode, resumeNode } from '../state/lab-actions'
import { useReadOnlyReason } from '../state/lab'

interface Action {
  verb: string
  key: string
  need: NodeNeed
  icon: ReactNode
  why: string
  act: (id: string) => Promise<void>
}

const CRASH: Action = {
  verb: 'Crash',
  key: 'X',
  need: 'live',
  icon: <NodeGlyph look="crashed" size={12} />,
  why: 'stops answering at once, its memory is gone',
  act: crashNode
}
const HANG: Action = {
  verb: 'Hang',
  key: 'H',
  need: 'running',
  icon: <NodeGlyph look="hung" size={12} tone="" />,
  why: 'accepts requests and never answers',
  act: hangNode
}
const RESUME: Action = { ...HANG, verb: 'Resume', need: 'hung', why: 'answers again', act: resumeNode }
const LEAVE: Action = {
  verb: 'Leave',
  key: 'V',
  need: 'running',
  icon: <NodeGlyph look="leaving" size={12} tone="" />,
  why: 'hands its keys over, then stops',
  act: leaveNode
}
const RESTART: Action = {
  verb: 'Restart',
  key: 'R',
  need: 'gone',
  icon: <RotateCw size={13} strokeWidth={1.75} />,
  why: 'comes back on its port, empty',
  act: restartNode
}
const FORGET: Action = {
  verb: 'Forget',
  key: '',
  need: 'gone',
  icon: <Trash2 size={13} strokeWidth={1.75} />,
  why: 'takes it off the list',
  act: forgetNode
}

/** The actions that make sense for a node in its state, with those that do not now greyed in their places. */
export const actionsOf = (node: NodeView): Action[] =>
  meets(node, 'gone') ? [RESTART, FORGET] : [CRASH, node.state === 'hung' ? RESUME : HANG, LEAVE, RESTART]

/** The row of action buttons under the tabs. */
export function NodeActions({ node, icons }: { node: NodeView; icons: boolean }) {
  const readOnly = useReadOnlyReason()
  return (
    <div className="node-actions" role="group" aria-label="Actions on this node">
      {actionsOf(node).map((action) => {
        const fits = meets(node, action.need)
        const reason = readOnly ?? (fits ? null : `not while it is ${node.state}`)
        return (
          <button
            key={action.verb}
            type="button"
            className="button"
            aria-keyshortcuts={action.key || undefined}
            title={`${action.verb}: ${reason ?? action.why}${action.key === '' ? '' : ` (${action.key})`}`}
            disabled={reason !== null}
            onClick={() => void action.act(node.id)}
          >
            {icons ? action.icon : null}
            {action.verb}
          </button>
        )
      })}
    </div>
  )
}
