/** A table of any length that draws only the rows in sight: sortable heads, one active row, keyboard. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  useEffect,
  useId,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode
} from 'react'

export interface Column<R> {
  id: string
  head: string
  /** A CSS grid track: "64px", "minmax(80px, 1fr)". */
  track: string
  cell: (row: R) => ReactNode
  numeric?: boolean
  sortable?: boolean
}

export interface Sorting {
  column: string
  descending: boolean
}

interface Props<R> {
  label: string
  columns: readonly Column<R>[]
  count: number
  /** The row at a place, or null while it is on its way. */
  rowAt: (index: number) => R | null
  keyOf: (row: R) => string
  selected: string | null
  onSelect: (row: R) => void
  onRange?: (from: number, to: number) => void
  sorting?: Sorting
  onSort?: (column: string) => void
  onMenu?: (row: R, at: { x: number; y: number }) => void
  empty: ReactNode
  rowHeight?: number
}

const HEAD = 24

export function DataTable<R>(props: Props<R>) {
  const { label, columns, count, rowAt, keyOf, selected, onSelect, onRange, sorting, onSort, onMenu, empty } = props
  const height = props.rowHeight ?? 24
  const box = useRef<HTMLDivElement>(null)
  const base = useId()
  // oxlint-disable-next-line react/incompatible-library -- its functions change with the scroll, and nothing here is memoized on them
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 8,
    // The head scrolls with the rows and sticks over them.
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => onRange?.(first, last), [first, last, onRange])
  const template = columns.map((column) => column.track).join(' ')
  const shown = items.map((item) => ({ item, row: rowAt(item.index) }))
  const active = shown.find(({ row }) => row !== null && keyOf(row) === selected)?.item.index ?? -1
  const onKey = (event: KeyboardEvent) => {
    const next = STEPS[event.key]?.(active === -1 ? first - 1 : active, count)
    if (next === undefined || count === 0) return
    event.preventDefault()
    const index = Math.min(count - 1, Math.max(0, next))
    virtual.scrollToIndex(index)
    const row = rowAt(index)
    if (row !== null) onSelect(row)
  }
  return (
    <div
      ref={box}
      className="data-table scroll"
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active === -1 ? undefined : `${base}-${active}`}
      tabIndex={0}
      onKeyDown={onKey}
    >
      <div className="data-heads" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <Head key={column.id} column={column} sorting={sorting} onSort={onSort} />
        ))}
      </div>
      {count === 0 ? <EmptyRow>{empty}</EmptyRow> : null}
      <div className="data-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }} hidden={count === 0}>
        {shown.map(({ item, row }) => (
          <Row
            key={item.index}
            id={`${base}-${item.index}`}
            index={item.index}
            row={row}
            columns={columns}
            active={item.index === active}
            box={{ gridTemplateColumns: template, height, transform: `translateY(${item.start - HEAD}px)` }}
            onSelect={onSelect}
            onMenu={onMenu}
          />
        ))}
      </div>
    </div>
  )
}

function Row<R>(props: {
  id: string
  index: number
  row: R | null
  columns: readonly Column<R>[]
  active: boolean
  box: CSSProperties
  onSelect: (row: R) => void
  onMenu: Props<R>['onMenu']
}) {
  const { id, index, row, columns, active, box, onSelect, onMenu } = props
  const onContextMenu = (event: MouseEvent) => {
    if (row === null || onMenu === undefined) return
    event.preventDefault()
    onMenu(row, { x: event.clientX, y: event.clientY })
  }
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      className="data-row"
      style={box}
      onClick={row === null ? undefined : () => onSelect(row)}
      onContextMenu={onContextMenu}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={column.numeric === true ? 'num cut' : 'cut'}>
          {row === null ? null : column.cell(row)}
        </div>
      ))}
    </div>
  )
}

/** What stands in a table without rows, as a row, which is all that a grid may hold. */
const EmptyRow = ({ children }: { children: ReactNode }) => (
  <div role="row" className="data-empty">
    <div role="gridcell">{children}</div>
  </div>
)

function Head<R>({
  column,
  sorting,
  onSort
}: {
  column: Column<R>
  sorting?: Sorting | undefined
  onSort?: ((column: string) => void) | undefined
}) {
  const sorted = sorting?.column === column.id
  const aria = sorted ? (sorting?.descending === true ? 'descending' : 'ascending') : undefined
  const Icon = sorting?.descending === true ? ArrowDown : ArrowUp
  return (
    <div role="columnheader" className={column.numeric === true ? 'num' : ''} aria-sort={aria}>
      {column.sortable === true && onSort !== undefined ? (
        <button type="button" onClick={() => onSort(column.id)}>
          {column.head}
          {sorted ? <Icon size={11} strokeWidth={2} aria-hidden="true" /> : null}
        </button>
      ) : (
        column.head
      )}
    </div>
  )
}

const STEPS: Record<string, ((at: number, count: number) => number) | undefined> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + 10,
  PageUp: (at) => at - 10,
  Home: () => 0,
  End: (_, count) => count - 1
}
