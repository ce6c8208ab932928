/** Figures as the lab writes them: units after a space, one decimal for % and s, two for ms, times mm:ss.s. */

/** 79,234 ms as "01:19.2". */
export function clockTime(ms: number): string {
  const tenths = Math.max(0, Math.floor(ms / 100))
  const minutes = Math.floor(tenths / 600)
  const rest = tenths % 600
  const seconds = `${String(Math.floor(rest / 10)).padStart(2, '0')}.${rest % 10}`
  if (minutes < 100) return `${String(minutes).padStart(2, '0')}:${seconds}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`
}

/** "0.8 s". */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** "0.21 ms"; from ten seconds on in seconds. */
export const millis = (ms: number): string =>
  ms >= 10_000 ? seconds(ms) : `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(2)} ms`

/** A share of 1 as "5.0 %". */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Thousands set apart: "12,400". */
export const count = (value: number): string => THOUSANDS.format(Math.round(value))
// Making the format anew for each figure costs more than all else on a busy screen.
const THOUSANDS = new Intl.NumberFormat('en-US')

/** "1 key", "17 keys". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** "512 B", "1.4 KiB". */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KiB`
  return `${(size / (1024 * 1024)).toFixed(1)} MiB`
}

/** A full id in groups of four: "8fb0 f040 …". */
export const groupId = (id: string): string => id.match(/.{1,4}/g)?.join(' ') ?? id

/** The first eight digits with an ellipsis, for tables. */
export const longerId = (id: string): string => (id.length > 8 ? `${id.slice(0, 8)}…` : id)

/** Name of a file written at `when`: "torus-lab-2026-01-31-142501.torus.json". */
export function fileName(when: Date, extension: string): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`
  return `torus-lab-${day}-${two(when.getHours())}${two(when.getMinutes())}${two(when.getSeconds())}.${extension}`
}

/** What is left until a wall time, "expires in 12.4 s", or that it never does. */
export function expiry(expiresAt: number | null, nowWallMs: number): string {
  if (expiresAt === null) return 'never expires'
  const left = expiresAt - nowWallMs
  if (left <= 0) return 'expired'
  if (left < 120_000) return `expires in ${seconds(left)}`
  const minutes = Math.round(left / 60_000)
  return minutes < 120 ? `expires in ${minutes} min` : `expires in ${Math.round(minutes / 60)} h`
}
