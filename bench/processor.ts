/** What processes cost, read from the system: only where there is a /proc. */
import { readdirSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/** Clock ticks a second in /proc, which is 100 wherever Node runs on Linux. */
const TICKS_PER_S = 100

interface Process {
  parent: number
  /** Seconds of processor time. */
  used: number
}

/** Percent of a core that a process and all that it started used over `ms`; null where the system does not tell. */
export async function processorShare(root: number, ms: number): Promise<number | null> {
  const before = family(root)
  if (before === null) return null
  const startMs = performance.now()
  await new Promise((resolve) => setTimeout(resolve, ms))
  const tookMs = performance.now() - startMs
  const after = family(root) ?? new Map<number, Process>()
  let used = 0
  for (const [id, now] of after) used += now.used - (before.get(id)?.used ?? 0)
  return (used / tookMs) * 1e5
}

function family(root: number): Map<number, Process> | null {
  const all = new Map<number, Process>()
  try {
    for (const name of readdirSync('/proc')) {
      const found = /^\d+$/.test(name) ? processOf(name) : null
      if (found !== null) all.set(Number(name), found)
    }
  } catch {
    return null
  }
  const isOurs = (id: number): boolean => id === root || isOursToo(all.get(id)?.parent)
  const isOursToo = (id: number | undefined): boolean => id !== undefined && id > 1 && isOurs(id)
  return new Map([...all].filter(([id]) => isOurs(id)))
}

/** Null when it ended meanwhile. */
function processOf(id: string): Process | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), used: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S }
  } catch {
    return null
  }
}
