import * as Ariakit from '@ariakit/react'
import { Search as SearchIcon } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { KeyRow } from '../../shared/contract'
import { shortId } from '../../shared/ids'
import type { Command } from '../commands/command'
import { COMMANDS } from '../commands/commands'
import { comboLabel } from '../commands/keys'
import { runCommand } from '../commands/shortcuts'
import { Kbd } from '../controls/kbd'
import { NodeGlyph } from '../glyphs/node-glyph'
import { useLab, useWindow, windowStore } from '../state/lab'
import { keyPage } from '../state/sources'
import { linkWords, openLink, parseLink } from '../state/links'
import { openSheet, selectKey, selectNode } from '../state/window-actions'
import { behindById, lookOf } from '../words/node-look'
import { rank } from './rank'

const close = () => openSheet(null)

/** The command palette: every action, every node, and keys by name. */
export function Palette() {
  const open = useWindow((state) => state.sheet === 'palette')
  return (
    <Ariakit.Dialog
      open={open}
      onClose={close}
      unmountOnHide
      className="palette"
      backdrop={<div className="backdrop" />}
      aria-label="Search or run a command"
    >
      <Search />
    </Ariakit.Dialog>
  )
}

/** The field and what it finds; begun anew each time the palette opens. */
function Search() {
  const [text, setText] = useState('')
  return (
    <Ariakit.ComboboxProvider open value={text} setValue={setText} includesBaseElement={false} resetValueOnHide>
      <div className="palette-field">
        <SearchIcon size={16} strokeWidth={1.75} aria-hidden="true" />
        <Ariakit.Combobox
          className="palette-input"
          placeholder="Search or run a command"
          aria-label="Search or run a command"
          autoSelect="always"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Results text={text} />
    </Ariakit.ComboboxProvider>
  )
}

function Results({ text }: { text: string }) {
  const commands = useMemo(() => rank(COMMANDS, text, (entry) => `${entry.title} ${entry.group}`), [text])
  const nodes = useLab((lab) => lab.nodes)
  const behindList = useLab((lab) => lab.health.behind)
  const behind = useMemo(() => behindById(behindList), [behindList])
  const query = text.trim().toLowerCase()
  const found =
    query === ''
      ? []
      : nodes.filter((node) => node.id.startsWith(query) || String(node.port).startsWith(query)).slice(0, 8)
  const keys = useFoundKeys(query)
  const link = parseLink(text)
  return (
    <Ariakit.ComboboxList className="palette-list scroll" aria-label="Results" alwaysVisible>
      {link === null ? null : (
        <Item value={text} onRun={() => void openLink(link)} kind="Link">
          {`Open ${linkWords(link)}`}
        </Item>
      )}
      {found.map((node) => (
        <Item key={node.id} value={`node ${node.id}`} onRun={() => selectNode(node.id)} kind="Node">
          <NodeGlyph look={lookOf(node, behind)} size={12} />
          <span className="mono">{shortId(node.id)}</span>
          <span className="hint mono">{node.port}</span>
        </Item>
      ))}
      {commands.map((entry) => (
        <CommandItem key={entry.id} entry={entry} />
      ))}
      {keys.map((row) => (
        <Item
          key={row.key}
          value={`key ${row.key}`}
          onRun={() => selectKey(row.key, row.id)}
          kind={`Key at ${shortId(row.owner)}`}
        >
          <span className="mono cut">{row.key}</span>
        </Item>
      ))}
      {link === null && found.length + commands.length + keys.length === 0 ? (
        <p className="data-empty">Nothing matches.</p>
      ) : null}
    </Ariakit.ComboboxList>
  )
}

function CommandItem({ entry }: { entry: Command }) {
  const reason = entry.blocked?.(windowStore.get()) ?? null
  const key = entry.keys?.[0]
  return (
    <Ariakit.ComboboxItem
      className="menu-item"
      value={entry.id}
      setValueOnClick={false}
      focusOnHover
      hideOnClick={false}
      onClick={() => runAfterClose(() => runCommand(entry))}
    >
      <span className={reason === null ? '' : 'hint'}>{entry.title}</span>
      <span className="end">{reason ?? entry.group}</span>
      {key === undefined ? null : <Kbd>{comboLabel(key)}</Kbd>}
    </Ariakit.ComboboxItem>
  )
}

function Item(props: { value: string; onRun: () => void; kind: string; children: React.ReactNode }) {
  return (
    <Ariakit.ComboboxItem
      className="menu-item"
      value={props.value}
      setValueOnClick={false}
      focusOnHover
      hideOnClick={false}
      onClick={() => runAfterClose(props.onRun)}
    >
      {props.children}
      <span className="end">{props.kind}</span>
    </Ariakit.ComboboxItem>
  )
}

/** The palette gives the focus back first; what runs next may take it. */
function runAfterClose(run: () => void): void {
  close()
  requestAnimationFrame(run)
}

const NO_KEYS: readonly KeyRow[] = []

/** Keys whose name holds the text, read from the lab once the typing pauses. */
function useFoundKeys(query: string): readonly KeyRow[] {
  const [found, setFound] = useState<{ query: string; rows: readonly KeyRow[] }>({ query: '', rows: NO_KEYS })
  useEffect(() => {
    if (query.length < 2) return
    let current = true
    const timer = setTimeout(() => {
      void keyPage({ search: query, limit: 6 }).then((answer) => {
        if (current && answer.ok) setFound({ query, rows: answer.value.rows })
      })
    }, 120)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [query])
  return found.query === query && query.length >= 2 ? found.rows : NO_KEYS
}
