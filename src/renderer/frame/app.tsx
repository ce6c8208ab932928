import { useEffect, useState, type DragEvent } from 'react'
import { listenToKeys } from '../commands/shortcuts'
import { Drawer } from '../drawer/drawer'
import { Inspector } from '../inspector/inspector'
import { NodePanel } from '../nodes/node-panel'
import { Overlays } from '../overlays/overlays'
import { RequestPanel } from '../request/request-panel'
import { Stage } from '../ring/stage'
import { watchAttention } from '../state/attention'
import { openSnapshotFile } from '../state/file-actions'
import { usePreference, useWindow } from '../state/lab'
import { followAddress } from '../state/links'
import { readSettings } from '../state/settings-actions'
import { prefer } from '../state/window-actions'
import { Banner } from './banner'
import { FirstSteps } from './first-steps'
import { Splitter } from './splitter'
import { LiveRegion, Toasts } from './toasts'
import { TopBar } from './top-bar'
import { useRootLook, useViewport } from './viewport'

/** The whole window. */
export function App() {
  const viewport = useViewport()
  useRootLook()
  useEffect(listenToKeys, [])
  useEffect(watchAttention, [])
  const open = useWindow((state) => state.door.state === 'open')
  useEffect(() => {
    if (open) void readSettings()
  }, [open])
  const loaded = useWindow((state) => state.live.loaded)
  useEffect(() => (loaded ? followAddress() : undefined), [loaded])
  const drop = useFileDrop()
  const drawerOpen = usePreference('drawerOpen')
  const inspectorOpen = useWindow((state) => state.inspectorOpen)
  const selected = useWindow((state) => state.selection !== null || state.pinned !== null)
  const overlay = viewport.width === 'overlay'
  const inspector = overlay ? inspectorOpen && selected : true
  return (
    <div
      className="frame"
      data-drawer={drawerOpen ? 'open' : 'closed'}
      data-overlay={overlay || undefined}
      {...drop.handlers}
    >
      <a className="skip" href="#stage">
        To the ring
      </a>
      <TopBar viewport={viewport} />
      <div className="banners">
        <Banner />
        <FirstSteps />
      </div>
      <div className="body">
        <aside className="left" aria-label="Nodes and requests">
          <NodePanel />
          <RequestPanel short={viewport.height === 'short'} />
          <EdgeLeft />
        </aside>
        <main className="stage" id="stage" aria-label="Ring" tabIndex={-1}>
          <Stage />
        </main>
        {inspector ? (
          <aside className="inspector" aria-label="Inspector" data-overlay={overlay || undefined}>
            {overlay ? null : <EdgeInspector />}
            <Inspector short={viewport.height === 'short'} icons={viewport.width === 'full'} />
          </aside>
        ) : null}
      </div>
      <Drawer />
      {drop.over ? <div className="drop">Drop a snapshot to open it read-only</div> : null}
      <Toasts />
      <Overlays />
      <LiveRegion />
    </div>
  )
}

const measure = (selector: string, side: 'width' | 'height') => () =>
  Math.round(document.querySelector(selector)?.getBoundingClientRect()[side] ?? 0)

const EdgeLeft = () => (
  <Splitter
    label="Width of the left panel"
    axis="x"
    grows={1}
    size={measure('.left', 'width')}
    min={232}
    max={480}
    onSize={(leftWidth) => prefer({ leftWidth })}
    className="edge-left"
  />
)

const EdgeInspector = () => (
  <Splitter
    label="Width of the inspector"
    axis="x"
    grows={-1}
    size={measure('.inspector', 'width')}
    min={288}
    max={560}
    onSize={(inspectorWidth) => prefer({ inspectorWidth })}
    className="edge-inspector"
  />
)

/** A snapshot can be dropped anywhere on the window. */
function useFileDrop() {
  const [over, setOver] = useState(false)
  const hasFile = (event: DragEvent) => [...event.dataTransfer.types].includes('Files')
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer.files[0]
      if (file !== undefined) void openSnapshotFile(file)
    }
  }
  return { over, handlers }
}
