import { expect, it, vi } from 'vitest'
import { inlineLab, ok, settled } from './testing'

it('counts bytes and requests where they happen, and how late the host runs', async () => {
  const lab = inlineLab()
  await ok(lab, 'lab.start', { count: 4, sampleKeys: 0 })
  await settled(lab, 4)
  const load = () => lab.model.state().load
  const before = load()
  expect(before.bytes).toBeGreaterThan(0)
  const value = { encoding: 'utf8', data: 'x'.repeat(50_000) } as const
  for (let i = 0; i < 8; i++) await ok(lab, 'key.put', { key: `load:${i}`, value })
  await vi.waitFor(() => expect(load().requests).toBe(before.requests + 8), { timeout: 5000 })
  // Keys of which the asked node is the owner itself cross no wire; with eight keys, some do.
  await vi.waitFor(() => expect(load().bytes).toBeGreaterThan(before.bytes + 50_000), { timeout: 5000 })

  await vi.waitFor(() => expect(load().lag).not.toBeNull(), { timeout: 5000 })
  const until = performance.now() + 300
  while (performance.now() < until);
  await vi.waitFor(() => expect(load().lag?.maxMs).toBeGreaterThan(200), { timeout: 5000, interval: 20 })
  await lab.close()
})
