/** Reads the single keys of the part of the ring that is in sight, while it is small enough. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeyRow } from '../../../shared/contract'
import { useLab, useWindow } from '../../state/lab'
import { keyPage } from '../../state/sources'
import type { RingFrame } from '../geometry/frame'
import type { Spacing } from '../geometry/spacing'
import { arcInSight, MOST_SINGLE_KEYS, sightKey } from './sight'
import type { Sight } from './sight-key'

/** A hand that zooms, and a ring that changes, are given this long to come to rest, ms. */
const SETTLE_MS = 120

interface Rows {
  total: number
  rows: readonly KeyRow[]
}

/** The keys in sight; null while no part of the ring is looked at closely. */
export function useSight(frame: RingFrame, spacing: Spacing): Sight | null {
  const bits = useLab((lab) => lab.settings.bits)
  const file = useWindow((state) => state.snapshot)
  const transfers = useLab((lab) => lab.transfers)
  // Whatever may have changed who holds which key.
  const mark = useLab(
    (lab) => `${lab.keys} ${lab.health.live} ${lab.transfers.map((one) => `${one.state}${one.moved}`).join()}`
  )
  const arc = useMemo(() => arcInSight(frame, spacing, bits), [frame, spacing, bits])
  const place = arc === null ? '' : `${arc.after} ${arc.upTo}`
  const latest = useRef(arc)
  latest.current = arc
  const [rows, setRows] = useState<Rows | null>(null)
  useEffect(() => {
    if (place === '') return setRows(null)
    let current = true
    const timer = setTimeout(() => {
      const within = latest.current
      if (within === null) return
      void keyPage({ sort: 'id', limit: MOST_SINGLE_KEYS, within }).then((answer) => {
        if (current && answer.ok) setRows(answer.value)
      })
    }, SETTLE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [place, mark, file])
  return useMemo(() => {
    if (rows === null || place === '') return null
    if (rows.total > MOST_SINGLE_KEYS) return { total: rows.total, keys: null }
    return { total: rows.total, keys: rows.rows.map((row) => sightKey(row, transfers, bits)) }
  }, [rows, place, transfers, bits])
}
