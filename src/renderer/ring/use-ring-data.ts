/** What the stage reads from the store. This is its only door to the rest of the window. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { BehindView, LookupView } from '../../shared/model'
import type { Id } from '../../shared/ids'
import { labNowMs, useLab, usePreference, useSelection, useShownLookup, useWindow } from '../state/lab'
import type { Labels, Layers, Spacing } from '../state/preferences'
import { behindById } from '../words/node-look'
import { type RingNode, ringNodes } from './figure/ring-node'

export interface RingData {
  loaded: boolean
  nodes: readonly RingNode[]
  behind: ReadonlyMap<Id, BehindView>
  density: readonly number[]
  bits: number
  selected: Id | null
  hovered: Id | null
  lookup: LookupView | null
  layers: Layers
  labels: Labels
  spacing: Spacing
  /** Lab time, fresh enough for the ages that the labels name. */
  atMs: number
}

/** Everything that the static picture depends on. */
export function useRingData(): RingData {
  const views = useLab((lab) => lab.nodes)
  const bits = useLab((lab) => lab.settings.bits)
  const loaded = useLab((lab) => lab.loaded)
  const behindList = useLab((lab) => lab.health.behind)
  const density = useLab((lab) => lab.density)
  const kept = useRef<readonly RingNode[]>([])
  const nodes = useMemo(() => ringNodes(views, bits, kept.current), [views, bits])
  useEffect(() => {
    kept.current = nodes
  }, [nodes])
  const behind = useMemo(() => behindById(behindList), [behindList])
  const selection = useSelection()
  return {
    loaded,
    nodes,
    behind,
    density,
    bits,
    selected: selection?.kind === 'node' ? selection.id : null,
    hovered: useWindow((state) => state.hovered),
    lookup: useShownLookup(),
    layers: usePreference('layers'),
    labels: usePreference('labels'),
    spacing: usePreference('spacing'),
    atMs: useFailureClock(nodes)
  }
}

/** Ticks only while a label shows the age of a failure: ten times a second at first, once a second up to a minute. */
function useFailureClock(nodes: readonly RingNode[]): number {
  const [now, setNow] = useState(labNowMs)
  const newest = nodes.reduce(
    (latest, node) => (node.state === 'crashed' || node.state === 'hung' ? Math.max(latest, node.sinceMs) : latest),
    -Infinity
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tick = (): void => {
      const at = labNowMs()
      setNow(at)
      const age = at - newest
      if (age <= 61_000) timer = setTimeout(tick, age < 10_000 ? 100 : 1_000)
    }
    tick()
    return () => clearTimeout(timer)
  }, [newest])
  return now
}
