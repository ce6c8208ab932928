/** Paged reading of the keys for tables: pages are asked for as they come into sight, and again when the ring changed. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeyRow } from '../../shared/contract'
import type { Id } from '../../shared/ids'
import { useLab, useWindow } from './lab'
import { keyPage } from './sources'

export interface KeyQuery {
  search: string
  node?: Id
  sort: 'key' | 'id' | 'owner' | 'size'
  descending: boolean
}

export interface KeyTable {
  total: number | null
  error: string | null
  rowAt: (index: number) => KeyRow | null
  onRange: (from: number, to: number) => void
}

const PAGE = 200
const REFRESH_MS = 500

interface Pages {
  query: string
  total: number | null
  error: string | null
  rows: ReadonlyMap<number, readonly KeyRow[]>
}

/** The keys that answer to a query. */
export function useKeys(query: KeyQuery): KeyTable {
  const { search, node, sort, descending } = query
  const file = useWindow((state) => state.snapshot)
  const name = `${search}\n${node ?? ''}\n${sort}\n${descending}\n${file?.fileName ?? ''}`
  const [pages, setPages] = useState<Pages>({ query: name, total: null, error: null, rows: new Map() })
  const range = useRef({ from: 0, to: 0 })
  const turn = useRef(0)
  const load = useCallback(
    async (page: number) => {
      const mine = ++turn.current
      const asked = {
        search,
        sort,
        descending,
        offset: page * PAGE,
        limit: PAGE,
        ...(node === undefined ? {} : { node })
      }
      const answer = await keyPage(asked)
      setPages((before) => {
        if (mine < turn.current && before.query !== name) return before
        const rows = before.query === name ? new Map(before.rows) : new Map<number, readonly KeyRow[]>()
        if (!answer.ok) return { query: name, total: before.total, error: answer.error.message, rows }
        rows.set(page, answer.value.rows)
        return { query: name, total: answer.value.total, error: null, rows }
      })
    },
    [search, node, sort, descending, name]
  )
  const refresh = useCallback(() => {
    const first = Math.floor(range.current.from / PAGE)
    const last = Math.floor(range.current.to / PAGE)
    for (let page = first; page <= last; page++) void load(page)
  }, [load])
  useEffect(() => {
    range.current = { from: 0, to: 0 }
    refresh()
  }, [refresh])
  useRefreshOnChange(refresh, node)
  const current =
    pages.query === name ? pages : { ...pages, rows: new Map<number, readonly KeyRow[]>(), total: pages.total }
  const onRange = useCallback(
    (from: number, to: number) => {
      range.current = { from, to }
      for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++)
        if (pages.query === name && !pages.rows.has(page)) void load(page)
    },
    [load, pages, name]
  )
  const rowAt = (index: number) => current.rows.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null
  return { total: current.total, error: current.error, rowAt, onRange }
}

/** Reads again, at most twice a second, when the number of keys or of nodes changed. */
function useRefreshOnChange(refresh: () => void, node: Id | undefined): void {
  const mark = useLab(
    (lab) =>
      `${lab.keys} ${lab.nodes.length} ${node === undefined ? '' : (lab.byId.get(node)?.keys ?? 0)} ${lab.health.live}`
  )
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const timer = setTimeout(refresh, REFRESH_MS)
    return () => clearTimeout(timer)
    // Only the mark asks again; a new query reads by itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [mark])
}
