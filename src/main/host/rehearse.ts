/** What a host does before its first ring, so that a person does not wait for it. */
import { Host } from './host'
import type { HostOptions } from './protocol'

const NODES = 3
const KEYS = 20

/**
 * Starts and stops a small ring that nobody hears of. It loads the .proto files and has the code compiled that every ring
 * needs: in a cold thread the first ring takes twice as long as the second. A rehearsal that fails is no failure; the
 * ring that is asked for will tell.
 */
export async function rehearse(options: HostOptions): Promise<void> {
  const host: Host = new Host(options, () => host.taken())
  try {
    await host.call('start', { count: NODES, ids: [] })
    const value = { encoding: 'utf8' as const, data: 'rehearsal' }
    const put = (i: number): Promise<unknown> =>
      host.call('request', { from: null, op: 'put', key: `rehearsal-${i}`, id: null, value, ttlMs: 0 })
    await Promise.all(Array.from({ length: KEYS }, (_, i) => put(i)))
  } catch {
    // Said above.
  } finally {
    await host.close()
  }
}
