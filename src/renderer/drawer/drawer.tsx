import { ChartNoAxesColumn, ChevronDown, ChevronUp, CircleDot, KeyRound, List, ChartNoAxesGantt } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Splitter } from '../frame/splitter'
import { usePreference } from '../state/lab'
import { prefer, showDrawerTab } from '../state/window-actions'
import type { DrawerTab } from '../state/preferences'
import { TimelineDrawer } from '../timeline/timeline'
import { EventsTab } from './events-tab'
import { KeysTab } from './keys-tab'
import { NodesTab } from './nodes-tab'
import { StatisticsTab } from './statistics-tab'

const TABS: readonly { tab: DrawerTab; label: string; Icon: typeof List }[] = [
  { tab: 'timeline', label: 'Timeline', Icon: ChartNoAxesGantt },
  { tab: 'events', label: 'Events', Icon: List },
  { tab: 'keys', label: 'Keys', Icon: KeyRound },
  { tab: 'statistics', label: 'Statistics', Icon: ChartNoAxesColumn },
  { tab: 'nodes', label: 'Nodes', Icon: CircleDot }
]

/** The lower part of the window: what happened over time, and tables of everything. */
export function Drawer() {
  const tab = usePreference('drawerTab')
  const open = usePreference('drawerOpen')
  return (
    <section className="drawer" aria-label="Drawer" data-open={open || undefined}>
      <Splitter
        label="Height of the drawer"
        axis="y"
        grows={-1}
        size={() => Math.round(document.querySelector('.drawer')?.getBoundingClientRect().height ?? 0)}
        min={176}
        max={520}
        onSize={(drawerHeight) => prefer({ drawerHeight })}
        className="edge-drawer"
      />
      <Rail tab={tab} open={open} />
      {open ? (
        <div className="drawer-body" role="tabpanel" id="drawer-panel" aria-labelledby={`drawer-tab-${tab}`}>
          <Panel tab={tab} />
        </div>
      ) : null}
    </section>
  )
}

function Panel({ tab }: { tab: DrawerTab }) {
  switch (tab) {
    case 'timeline':
      return <TimelineDrawer />
    case 'events':
      return <EventsTab />
    case 'keys':
      return <KeysTab />
    case 'statistics':
      return <StatisticsTab />
    case 'nodes':
      return <NodesTab />
  }
}

function Rail({ tab, open }: { tab: DrawerTab; open: boolean }) {
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const at = TABS.findIndex((entry) => entry.tab === tab)
    const next = TABS[(at + step + TABS.length) % TABS.length]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    showDrawerTab(next.tab)
    document.getElementById(`drawer-tab-${next.tab}`)?.focus()
  }
  return (
    <div className="rail">
      <div role="tablist" aria-label="Drawer" aria-orientation="vertical" onKeyDown={onKey}>
        {TABS.map(({ tab: name, label, Icon }, i) => (
          <button
            key={name}
            id={`drawer-tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === tab}
            aria-keyshortcuts={String(i + 1)}
            tabIndex={name === tab ? 0 : -1}
            title={`${label} (${i + 1})`}
            onClick={() => showDrawerTab(name)}
          >
            <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
            {label}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="button bare icon small fold-drawer"
        aria-label={open ? 'Fold the drawer' : 'Unfold the drawer'}
        aria-expanded={open}
        onClick={() => prefer({ drawerOpen: !open })}
      >
        {open ? <ChevronDown size={14} strokeWidth={2} /> : <ChevronUp size={14} strokeWidth={2} />}
      </button>
    </div>
  )
}
