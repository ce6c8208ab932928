import * as Ariakit from '@ariakit/react'
import { Check, ChevronDown, Layers as LayersIcon, Maximize, Minus, Plus } from 'lucide-react'
import { Segmented } from '../controls/segmented'
import { usePreference } from '../state/lab'
import type { Layers } from '../state/preferences'
import { setLayer, setSpacing } from '../state/window-actions'

const LAYERS: readonly [keyof Layers, string][] = [
  ['fingers', 'Fingers'],
  ['successors', 'Successors'],
  ['predecessors', 'Predecessors'],
  ['keys', 'Keys'],
  ['traffic', 'Traffic'],
  ['arcs', 'Arcs']
]

/** True angle or even spacing. */
export function SpacingSwitch({ icons }: { icons: boolean }) {
  const spacing = usePreference('spacing')
  return (
    <Segmented
      label="Spacing of the ring"
      value={spacing}
      onChange={setSpacing}
      choices={[
        { value: 'true', label: icons ? 'True' : 'True angle' },
        { value: 'even', label: icons ? 'Even' : 'Even spacing' }
      ]}
    />
  )
}

/** Which layers are drawn. */
export function LayersMenu({ icons }: { icons: boolean }) {
  const layers = usePreference('layers')
  return (
    <Ariakit.MenuProvider placement="bottom-start">
      <Ariakit.MenuButton className={`button over${icons ? ' icon' : ''}`} aria-label="Layers" title="Layers">
        <LayersIcon size={14} strokeWidth={2} aria-hidden="true" />
        {icons ? null : (
          <>
            Layers
            <ChevronDown size={14} strokeWidth={2} aria-hidden="true" className="soft" />
          </>
        )}
      </Ariakit.MenuButton>
      <Ariakit.Menu className="menu" gutter={4} portal unmountOnHide>
        {LAYERS.map(([layer, word]) => (
          <Ariakit.MenuItem
            key={layer}
            className="menu-item"
            role="menuitemcheckbox"
            aria-checked={layers[layer]}
            hideOnClick={false}
            onClick={() => setLayer(layer, !layers[layer])}
          >
            <span className="menu-check">{layers[layer] ? <Check size={14} strokeWidth={2} /> : null}</span>
            {word}
          </Ariakit.MenuItem>
        ))}
      </Ariakit.Menu>
    </Ariakit.MenuProvider>
  )
}

/** Zoom buttons; upright at the bottom of a narrow stage. */
export function ZoomControls(props: {
  zoom: number
  upright: boolean
  onZoom: (factor: number) => void
  onFit: () => void
}) {
  const { zoom, upright, onZoom, onFit } = props
  return (
    <div className={`zoom-controls${upright ? ' upright' : ''}`} role="group" aria-label="Zoom">
      <div className="zoom-steps">
        <button
          type="button"
          className="button over icon"
          aria-label="Zoom out"
          title="Zoom out"
          onClick={() => onZoom(1 / 1.4)}
        >
          <Minus size={14} strokeWidth={2} aria-hidden="true" />
        </button>
        {upright ? null : (
          <output className="zoom-readout" aria-label="Zoom level">
            {Math.round(zoom * 100)} %
          </output>
        )}
        <button
          type="button"
          className="button over icon"
          aria-label="Zoom in"
          title="Zoom in"
          onClick={() => onZoom(1.4)}
        >
          <Plus size={14} strokeWidth={2} aria-hidden="true" />
        </button>
      </div>
      <button type="button" className="button over icon" aria-label="Whole ring" title="Whole ring" onClick={onFit}>
        <Maximize size={14} strokeWidth={2} aria-hidden="true" />
      </button>
    </div>
  )
}
