/** A small line of the last minute; the figure beside it says what it is now. */
export function Spark({
  values,
  width = 168,
  height = 20
}: {
  values: readonly number[]
  width?: number
  height?: number
}) {
  const most = Math.max(1, ...values)
  const step = width / Math.max(59, values.length - 1)
  const start = width - step * Math.max(0, values.length - 1)
  const points = values.map(
    (value, i) => `${(start + i * step).toFixed(1)} ${(height - 2 - (value / most) * (height - 4)).toFixed(1)}`
  )
  const line = points.length > 1 ? `M${points.join('L')}` : ''
  return (
    <svg
      className="spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--line)" />
      {line === '' ? null : <path d={`${line}V${height}H${start}Z`} fill="var(--line)" />}
      {line === '' ? null : <path d={line} fill="none" stroke="var(--fg-2)" strokeWidth={1} />}
    </svg>
  )
}
