/** Height of a row, 24 to 28, and how many whole ones fit in `space`, so that no row is ever cut. */
export function fitRows(space: number, items: number): { row: number; rows: number } {
  if (space < 24) return { row: 24, rows: 1 }
  const rows = Math.max(1, Math.round(space / 26))
  const fitting = rows * 24 <= space ? rows : Math.floor(space / 24)
  const row = Math.min(28, Math.max(24, Math.floor(space / fitting)))
  return { row: items < fitting ? 26 : row, rows: Math.min(fitting, items) }
}
