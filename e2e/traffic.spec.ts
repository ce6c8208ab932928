/** Traffic on the ring: every message is drawn while they are few; of many the window says how many it draws. */
import { RING_16 } from './window/ring'
import { expect, test } from './window/test'

test.use({ seed: RING_16 })

/** As many messages a second as are drawn one by one. */
const MOST_DRAWN = 400
/** The window counts in tenths of a second. */
const COUNTED_LATE = 1.1

test('above 400 messages a second flows are summed, and the window says how many of how many it draws', async ({
  win,
  lab
}) => {
  const note = win.page.getByTestId('traffic-note')
  await expect(note).toHaveCount(0)
  const seen: { drawn: number; happened: number }[] = []
  let hasSummed = false
  const look = async () => {
    const text = (await note.textContent({ timeout: 200 }).catch(() => null)) ?? ''
    const [, drawn, happened] = /^([\d,]+) of ([\d,]+) drawn$/.exec(text.trim()) ?? []
    if (drawn === undefined || happened === undefined) return
    seen.push({ drawn: Number(drawn.replaceAll(',', '')), happened: Number(happened.replaceAll(',', '')) })
    hasSummed ||= (seen.at(-1)?.happened ?? 0) > 2 * MOST_DRAWN
  }
  let { task } = await lab.ask('key.generate', { count: 20_000, prefix: 'flood:' })
  await expect
    .poll(
      async () => {
        await look()
        const { tasks } = await lab.ask('lab.state', {})
        // A quick machine is through before the window has counted a whole second: it gets more to do.
        if (!hasSummed && tasks.find((one) => one.task === task.task)?.state === 'done')
          task = (await lab.ask('key.generate', { count: 20_000, prefix: `flood${seen.length}:` })).task
        return hasSummed
      },
      { timeout: 60_000 }
    )
    .toBe(true)
  for (const { drawn, happened } of seen) {
    expect(drawn).toBeLessThanOrEqual(MOST_DRAWN * COUNTED_LATE)
    expect(happened).toBeGreaterThan(drawn)
  }
  await lab.ask('task.cancel', { task: task.task }).catch(() => 'it was over')
  await expect(note, 'the note goes with what it tells of').toHaveCount(0)
})
