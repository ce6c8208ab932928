import { useState } from 'react'
import {
  MAX_BULK_KEYS,
  MAX_NODES,
  MAX_PERIOD_MS,
  MAX_RPC_TIMEOUT_MS,
  MIN_PERIOD_MS,
  MIN_RPC_TIMEOUT_MS
} from '../../shared/limits'
import { Dialog } from '../controls/dialog'
import { Segmented, type Choice } from '../controls/segmented'
import { useLab, usePreference, useWindow } from '../state/lab'
import type { Labels, Motion, Spacing, Theme } from '../state/preferences'
import { changeSettings, resetAllSettings } from '../state/settings-actions'
import { openSheet, prefer } from '../state/window-actions'
import { NumberRow } from './number-row'

const close = () => openSheet(null)

const THEMES: readonly Choice<Theme>[] = [
  { value: 'system', label: 'System' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' }
]
const MOTIONS: readonly Choice<Motion>[] = [
  { value: 'system', label: 'System' },
  { value: 'full', label: 'Full' },
  { value: 'reduced', label: 'Reduced' }
]
const SPACINGS: readonly Choice<Spacing>[] = [
  { value: 'true', label: 'True angle' },
  { value: 'even', label: 'Even' }
]
const LABELS: readonly Choice<Labels>[] = [
  { value: 'fit', label: 'All that fit' },
  { value: 'few', label: 'Exceptions' },
  { value: 'none', label: 'None' }
]

/** Everything that can be set, on one sheet; each change holds and is kept at once. */
export function Settings() {
  const open = useWindow((state) => state.sheet === 'settings')
  return (
    <Dialog open={open} onClose={close} title="Settings" size="settings">
      <Look />
      <AtStart />
      <Foot />
    </Dialog>
  )
}

function Look() {
  const theme = usePreference('theme')
  const motion = usePreference('motion')
  const spacing = usePreference('spacing')
  const labels = usePreference('labels')
  const single = usePreference('singleKeys')
  return (
    <section aria-label="This window">
      <h3 className="dialog-sub">This window</h3>
      <Row label="Theme">
        <Segmented label="Theme" choices={THEMES} value={theme} onChange={(next) => prefer({ theme: next })} />
      </Row>
      <Row label="Motion">
        <Segmented label="Motion" choices={MOTIONS} value={motion} onChange={(next) => prefer({ motion: next })} />
      </Row>
      <Row label="Spacing of nodes">
        <Segmented label="Spacing" choices={SPACINGS} value={spacing} onChange={(next) => prefer({ spacing: next })} />
      </Row>
      <Row label="Labels on the ring">
        <Segmented label="Labels" choices={LABELS} value={labels} onChange={(next) => prefer({ labels: next })} />
      </Row>
      <label className="check settings-check">
        <input type="checkbox" checked={single} onChange={(event) => prefer({ singleKeys: event.target.checked })} />
        Single keys act outside of text fields
      </label>
    </section>
  )
}

function AtStart() {
  const settings = useWindow((state) => state.settings)
  const period = useLab((lab) => lab.settings.stabilizeIntervalMs)
  if (settings === null) return <p className="dialog-text hint">The lab's own settings come when it answers.</p>
  const { kept, defaults } = settings
  const other = period === kept.stabilizeIntervalMs ? '' : ` This ring was restored with ${period} ms.`
  return (
    <>
      <section aria-label="Protocol">
        <h3 className="dialog-sub">Protocol</h3>
        <NumberRow
          label="Maintenance period"
          unit="ms"
          note={`How long a quiet node rests at most; holds at once. Usually ${defaults.stabilizeIntervalMs}.${other}`}
          value={kept.stabilizeIntervalMs}
          bounds={{ least: MIN_PERIOD_MS, most: MAX_PERIOD_MS }}
          disabled={false}
          onKeep={(stabilizeIntervalMs) => changeSettings({ stabilizeIntervalMs })}
        />
        <NumberRow
          label="RPC timeout"
          unit="ms"
          note={`A peer silent for twice as long is taken to be dead, later where all answers take long. Below what a loaded machine needs, living nodes are given up too. Usually ${defaults.rpcTimeoutMs}.`}
          value={kept.rpcTimeoutMs}
          bounds={{ least: MIN_RPC_TIMEOUT_MS, most: MAX_RPC_TIMEOUT_MS }}
          disabled={false}
          onKeep={(rpcTimeoutMs) => changeSettings({ rpcTimeoutMs })}
        />
      </section>
      <section aria-label="The next start">
        <h3 className="dialog-sub">The next start</h3>
        <NumberRow
          label="Nodes"
          note={`0 starts with an empty lab. Usually ${defaults.nodes}.`}
          value={kept.nodes}
          bounds={{ least: 0, most: MAX_NODES }}
          disabled={false}
          onKeep={(nodes) => changeSettings({ nodes })}
        />
        <NumberRow
          label="Sample keys"
          note={`Usually ${defaults.sampleKeys}. What the command line says comes first.`}
          value={kept.sampleKeys}
          bounds={{ least: 0, most: MAX_BULK_KEYS }}
          disabled={false}
          onKeep={(sampleKeys) => changeSettings({ sampleKeys })}
        />
      </section>
    </>
  )
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="settings-row">
      <span>{label}</span>
      {children}
    </div>
  )
}

function Foot() {
  const settings = useWindow((state) => state.settings)
  const [problem, setProblem] = useState<string | null>(null)
  const said = problem ?? settings?.problem ?? null
  const place =
    settings === null || settings.file === null
      ? 'Kept until the lab ends.'
      : `The lab's own are kept in ${settings.file}`
  return (
    <footer className="dialog-foot settings-foot">
      <p className={said === null ? 'hint' : 'tone-bad'} role={said === null ? undefined : 'alert'}>
        {said ?? place}
      </p>
      <button type="button" className="button" onClick={() => void resetAllSettings().then(setProblem)}>
        Reset all
      </button>
      <button type="button" className="button primary" onClick={close}>
        Done
      </button>
    </footer>
  )
}
