/** The mark: a ring that a node is joining. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden="true">
      <path
        d="M10.6 2.2A7 7 0 1 0 15.8 7.4"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.6}
        strokeLinecap="round"
      />
      <circle cx={14} cy={4} r={3} fill="var(--accent)" />
    </svg>
  )
}
