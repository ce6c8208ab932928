import {
  ChevronDown,
  Download,
  FileJson,
  FileUp,
  Image,
  ListRestart,
  Search,
  Settings as SettingsIcon,
  Spline,
  Timer
} from 'lucide-react'
import { SPEEDS } from '../commands/command'
import { command } from '../commands/commands'
import { runCommand } from '../commands/shortcuts'
import { Kbd } from '../controls/kbd'
import { MenuButton, MenuChoice, MenuItem, MenuLine, MenuTitle } from '../controls/menu'
import { PauseIcon, PlayIcon, StepIcon, ThemeIcon } from '../glyphs/icons'
import { Mark } from '../glyphs/mark'
import { setRate, stepRound, togglePause } from '../state/lab-actions'
import { useLab, useReadOnlyReason, useWindow } from '../state/lab'
import { openSheet, toggleTheme } from '../state/window-actions'
import { clockTime, count } from '../words/format'
import { Health } from './health'
import { useNow } from './use-now'
import type { Viewport } from './viewport'

const ICON = { size: 16, strokeWidth: 1.75 } as const

/** The bar across the top: whose lab, how it is, what time it is, what can be done. */
export function TopBar({ viewport }: { viewport: Viewport }) {
  const narrow = viewport.width === 'narrow' || viewport.width === 'overlay'
  return (
    <header className="top" data-narrow={narrow || undefined}>
      <div className="brand">
        <Mark />
        <h1>Torus Lab</h1>
      </div>
      <Health short={narrow} />
      <div className="top-controls">
        <ClockControls />
        <LabClock />
        <span className="top-line" aria-hidden="true" />
        <CommandField narrow={narrow} />
        <button
          type="button"
          className="button bare icon"
          aria-label="Switch theme"
          aria-keyshortcuts="T"
          title="Switch theme (T)"
          onClick={toggleTheme}
        >
          <ThemeIcon />
        </button>
        <button
          type="button"
          className="button bare icon"
          aria-label="Settings"
          aria-keyshortcuts="Control+Comma"
          aria-haspopup="dialog"
          title="Settings (Ctrl ,)"
          onClick={() => openSheet('settings')}
        >
          <SettingsIcon {...ICON} />
        </button>
        <ExportMenu narrow={narrow} />
      </div>
    </header>
  )
}

function ClockControls() {
  const clock = useLab((lab) => lab.clock)
  const live = useLab((lab) => lab.health.live)
  const latency = useLab((lab) => lab.latency.length)
  const readOnly = useReadOnlyReason()
  const off = readOnly !== null || live === 0
  const reason = readOnly ?? (live === 0 ? 'Add a node first.' : undefined)
  const speed = SPEEDS.find((entry) => Math.abs(entry.rate - clock.rate) < 1e-9)?.label ?? `${clock.rate}×`
  const pauseWord = clock.paused ? 'Resume maintenance' : 'Pause maintenance'
  const stepWord = 'Step one round'
  return (
    <div className="joined" role="group" aria-label="Protocol clock">
      <button
        type="button"
        className="button step"
        aria-label={pauseWord}
        aria-pressed={clock.paused}
        aria-keyshortcuts="Space"
        title={reason ?? `${pauseWord} (Space)`}
        disabled={off}
        onClick={() => void togglePause()}
      >
        {clock.paused ? <PlayIcon /> : <PauseIcon />}
      </button>
      <button
        type="button"
        className="button step"
        aria-label={stepWord}
        aria-keyshortcuts="."
        title={reason ?? `${stepWord} (.)`}
        disabled={off}
        onClick={() => void stepRound()}
      >
        <StepIcon />
      </button>
      <MenuButton
        label={`Speed ${speed}${latency > 0 ? `, ${latency} latency rules` : ''}`}
        className="speed"
        disabled={off}
        items={
          <>
            <MenuTitle>Speed of the protocol clock</MenuTitle>
            {SPEEDS.map(({ rate, label }) => (
              <MenuChoice key={label} checked={Math.abs(rate - clock.rate) < 1e-9} onRun={() => void setRate(rate)}>
                {label}
              </MenuChoice>
            ))}
            <MenuLine />
            <MenuItem icon={<Timer size={14} />} onRun={() => openSheet('latency')}>
              {latency === 0 ? 'Inject latency…' : `Injected latency: ${latency}…`}
            </MenuItem>
          </>
        }
      >
        <span>{speed}</span>
        {latency > 0 ? <Timer size={12} className="tone-warn" aria-hidden="true" /> : null}
        <ChevronDown size={14} strokeWidth={2} />
      </MenuButton>
    </div>
  )
}

function LabClock() {
  const now = useNow()
  const paused = useLab((lab) => lab.clock.paused)
  const quiet = useLab((lab) => lab.nodes.length === 0)
  return (
    <time
      className={quiet ? 'lab-clock mono hint' : 'lab-clock mono'}
      aria-label="Lab time"
      title={paused ? 'Lab time; maintenance is paused' : 'Lab time'}
    >
      {clockTime(now)}
    </time>
  )
}

function CommandField({ narrow }: { narrow: boolean }) {
  return (
    <button
      type="button"
      className="command-field"
      aria-keyshortcuts="Control+K"
      aria-haspopup="dialog"
      onClick={() => openSheet('palette')}
    >
      <Search size={14} strokeWidth={2} />
      <span className="grow">
        <span className={narrow ? 'unseen' : ''}>Search or run a command</span>
      </span>
      <Kbd>Ctrl K</Kbd>
    </button>
  )
}

/** On its own: the keys may change many times a second, and the menu around them need not. */
function KeyCount() {
  const keys = useLab((lab) => lab.keys)
  return <MenuTitle>{`${count(keys)} keys in the ring`}</MenuTitle>
}

function ExportMenu({ narrow }: { narrow: boolean }) {
  const empty = useLab((lab) => lab.nodes.length === 0)
  const snapshot = useWindow((state) => state.snapshot !== null)
  const run = (id: string) => () => runCommand(command(id))
  return (
    <MenuButton
      label="Export"
      className={narrow ? 'icon' : ''}
      items={
        <>
          <MenuItem icon={<FileJson size={14} />} shortcut="Ctrl E" disabled={empty} onRun={run('file.export')}>
            JSON snapshot
          </MenuItem>
          <MenuItem icon={<Spline size={14} />} disabled={empty} onRun={run('file.svg')}>
            Picture as SVG
          </MenuItem>
          <MenuItem icon={<Image size={14} />} disabled={empty} onRun={run('file.png')}>
            Picture as PNG
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<FileUp size={14} />} shortcut="Ctrl O" onRun={run('file.open')}>
            Open snapshot…
          </MenuItem>
          {snapshot ? (
            <MenuItem icon={<ListRestart size={14} />} onRun={run('file.restore')}>
              Restore as live ring…
            </MenuItem>
          ) : null}
          <KeyCount />
        </>
      }
    >
      <Download {...ICON} />
      {narrow ? null : <span>Export</span>}
    </MenuButton>
  )
}
