import { useMemo, type KeyboardEvent } from 'react'
import { shortId, type Id } from '../../shared/ids'
import type { NodeView } from '../../shared/model'
import { LOOK_TONE, NodeGlyph } from '../glyphs/node-glyph'
import { useNow } from '../frame/use-now'
import { useLab, useWindow } from '../state/lab'
import { showInspectorTab } from '../state/window-actions'
import type { InspectorTab } from '../state/window-state'
import { count } from '../words/format'
import { lookOf, behindById, stateSentence } from '../words/node-look'
import { InspectorHead } from './inspector-head'
import { KeysTab } from './keys-tab'
import { NodeActions } from './node-actions'
import { NodeTab } from './node-tab'
import { RpcsTab } from './rpcs-tab'

/** A node: its state, what can be done to it, what it believes, its keys, its RPCs. */
export function NodeInspector({ id, short, icons }: { id: Id; short: boolean; icons: boolean }) {
  const node = useLab((lab) => lab.byId.get(id))
  const tab = useWindow((state) => state.inspectorTab)
  if (node === undefined)
    return (
      <InspectorHead
        glyph={<NodeGlyph look="left" size={14} />}
        title={shortId(id)}
        sentence="This node is no longer on the list."
      />
    )
  return (
    <>
      <Head node={node} />
      <Tabs node={node} tab={tab} />
      <div className="inspector-body" role="tabpanel" aria-labelledby={`inspector-tab-${tab}`}>
        <NodeActions node={node} icons={icons} />
        {tab === 'node' ? <NodeTab node={node} short={short} /> : null}
        {tab === 'keys' ? <KeysTab node={node} /> : null}
        {tab === 'rpcs' ? <RpcsTab node={node} /> : null}
      </div>
    </>
  )
}

function Head({ node }: { node: NodeView }) {
  const behindList = useLab((lab) => lab.health.behind)
  const transfers = useLab((lab) => lab.transfers)
  const now = useNow()
  const behind = useMemo(() => behindById(behindList), [behindList])
  const look = lookOf(node, behind)
  return (
    <InspectorHead
      glyph={<NodeGlyph look={look} size={14} tone={look === 'running' ? 'tone-accent' : LOOK_TONE[look]} />}
      title={shortId(node.id)}
      sentence={stateSentence(node, behind.get(node.id), transfers, now)}
      tone={LOOK_TONE[look]}
    />
  )
}

const TABS: readonly { tab: InspectorTab; label: string }[] = [
  { tab: 'node', label: 'Node' },
  { tab: 'keys', label: 'Keys' },
  { tab: 'rpcs', label: 'RPCs' }
]

function Tabs({ node, tab }: { node: NodeView; tab: InspectorTab }) {
  const figures: Record<InspectorTab, string> = {
    node: '',
    keys: count(node.keys),
    rpcs: `${count(node.rpcPerSecond)}/s`
  }
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const at = TABS.findIndex((entry) => entry.tab === tab)
    const next = TABS[(at + step + TABS.length) % TABS.length]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    showInspectorTab(next.tab)
    document.getElementById(`inspector-tab-${next.tab}`)?.focus()
  }
  return (
    <div className="inspector-tabs" role="tablist" aria-label="Inspector" onKeyDown={onKey}>
      {TABS.map(({ tab: name, label }, i) => (
        <button
          key={name}
          id={`inspector-tab-${name}`}
          type="button"
          role="tab"
          aria-selected={tab === name}
          aria-keyshortcuts={`Alt+${i + 1}`}
          tabIndex={tab === name ? 0 : -1}
          onClick={() => showInspectorTab(name)}
        >
          {label}
          {figures[name] === '' ? null : <span className="hint">{figures[name]}</span>}
        </button>
      ))}
    </div>
  )
}
