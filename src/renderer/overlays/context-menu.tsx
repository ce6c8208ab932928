import * as Ariakit from '@ariakit/react'
import { Copy, Crosshair, Plus, Search } from 'lucide-react'
import { useEffect } from 'react'
import { inArc, shortId, type Id } from '../../shared/ids'
import { LIVE_STATES } from '../../shared/model'
import { copyText } from '../controls/clipboard'
import { MenuItem, MenuLine, MenuTitle } from '../controls/menu'
import { actionsOf } from '../inspector/node-actions'
import { meets } from '../commands/command'
import { ask } from '../state/door-session'
import { addNode, sentence } from '../state/lab-actions'
import { useLab, useReadOnlyReason, useWindow } from '../state/lab'
import { beginRequest, editRequest } from '../state/request-actions'
import { closeContextMenu, openAddAt, selectLookup, selectNode, toast } from '../state/window-actions'
import type { MenuTarget } from '../state/window-state'

/** The menu of a node, of a bare place on the ring, or of a key, wherever it was asked for. */
export function ContextMenu() {
  const menu = useWindow((state) => state.contextMenu)
  const store = Ariakit.useMenuStore({
    open: menu !== null,
    setOpen: (open) => !open && closeContextMenu(),
    placement: 'bottom-start'
  })
  // No button opened it that would say where the focus begins.
  useEffect(() => {
    if (menu === null) return
    store.setInitialFocus('container')
    store.setAutoFocusOnShow(true)
  }, [store, menu])
  if (menu === null) return null
  return (
    <section aria-label="Context menu">
      <Ariakit.Menu
        store={store}
        fixed
        autoFocusOnShow
        unmountOnHide
        className="menu"
        aria-label={labelOf(menu.target)}
        getAnchorRect={() => ({ x: menu.x, y: menu.y, width: 0, height: 0 })}
        gutter={2}
      >
        <Items target={menu.target} />
      </Ariakit.Menu>
    </section>
  )
}

function labelOf(target: MenuTarget): string {
  if (target.kind === 'key') return `Key ${target.key}`
  return target.kind === 'node' ? `Node ${shortId(target.id)}` : `Place ${shortId(target.id)}`
}

function Items({ target }: { target: MenuTarget }) {
  switch (target.kind) {
    case 'node':
      return <NodeItems id={target.id} />
    case 'arc':
      return <ArcItems id={target.id} />
    case 'key':
      return <KeyItems name={target.key} />
  }
}

function NodeItems({ id }: { id: Id }) {
  const node = useLab((lab) => lab.byId.get(id))
  const readOnly = useReadOnlyReason()
  if (node === undefined) return <MenuTitle>This node is no longer on the list.</MenuTitle>
  const live = LIVE_STATES.includes(node.state)
  return (
    <>
      <MenuTitle>{`${shortId(id)} · ${node.address}`}</MenuTitle>
      {actionsOf(node).map((action) => {
        const fits = meets(node, action.need)
        return (
          <MenuItem
            key={action.verb}
            icon={action.icon}
            shortcut={action.key === '' ? undefined : action.key}
            disabled={readOnly !== null || !fits}
            reason={readOnly ?? action.why}
            danger={action.verb === 'Crash'}
            onRun={() => void action.act(id)}
          >
            {action.verb}
          </MenuItem>
        )
      })}
      <MenuLine />
      <MenuItem icon={<Crosshair size={14} />} onRun={() => selectNode(id)}>
        Inspect
      </MenuItem>
      <MenuItem
        icon={<Search size={14} />}
        disabled={readOnly !== null || !live}
        onRun={() => {
          editRequest({ from: id })
          beginRequest('get')
        }}
      >
        Send a request from here
      </MenuItem>
      <MenuItem icon={<Copy size={14} />} onRun={() => void copyText(id)}>
        Copy id
      </MenuItem>
      <MenuItem icon={<Copy size={14} />} onRun={() => void copyText(node.address)}>
        Copy address
      </MenuItem>
    </>
  )
}

function ArcItems({ id }: { id: Id }) {
  const readOnly = useReadOnlyReason()
  const owner = useLab(
    (lab) => lab.nodes.find((node) => node.servedFrom !== null && inArc(node.servedFrom, id, node.id))?.id ?? null
  )
  const lookUp = async () => {
    const answer = await ask('key.lookup', { id })
    if (answer.ok) selectLookup(answer.value)
    else toast('bad', sentence(answer.error))
  }
  return (
    <>
      <MenuTitle>{owner === null ? `Id ${shortId(id)}…` : `Id ${shortId(id)}…, owned by ${shortId(owner)}`}</MenuTitle>
      <MenuItem
        icon={<Plus size={14} />}
        disabled={readOnly !== null}
        reason={readOnly}
        onRun={() => void addNode({ id })}
      >
        Add a node here
      </MenuItem>
      <MenuItem icon={<Plus size={14} />} disabled={readOnly !== null} reason={readOnly} onRun={() => openAddAt(id)}>
        Add at a chosen id…
      </MenuItem>
      <MenuItem icon={<Search size={14} />} disabled={readOnly !== null} reason={readOnly} onRun={() => void lookUp()}>
        Look up this id
      </MenuItem>
      {owner === null ? null : (
        <MenuItem icon={<Crosshair size={14} />} onRun={() => selectNode(owner)}>
          Inspect the owner
        </MenuItem>
      )}
      <MenuItem icon={<Copy size={14} />} onRun={() => void copyText(id)}>
        Copy id
      </MenuItem>
    </>
  )
}

function KeyItems({ name }: { name: string }) {
  const readOnly = useReadOnlyReason()
  const off = readOnly !== null
  return (
    <>
      <MenuTitle>{name}</MenuTitle>
      <MenuItem disabled={off} onRun={() => beginRequest('get', name)}>
        Get…
      </MenuItem>
      <MenuItem disabled={off} onRun={() => beginRequest('put', name)}>
        Put…
      </MenuItem>
      <MenuItem disabled={off} danger onRun={() => beginRequest('delete', name)}>
        Delete…
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Copy size={14} />} onRun={() => void copyText(name)}>
        Copy key
      </MenuItem>
    </>
  )
}
