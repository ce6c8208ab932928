import { expect, it } from 'vitest'
import type { Recorded } from '../../shared/events'
import { ALL_DONE, afterEvents, CALLOUTS, nextCallout } from './callouts'

const user = (action: string): Recorded => ({ type: 'user', action, text: '', nodes: [], seq: 1, atMs: 0 })

it('shows the steps in order, those done in between left out', () => {
  expect(nextCallout(0)?.callout.name).toBe('add')
  expect(nextCallout(afterEvents(0, [user('node.crash')]))?.callout.name).toBe('add')
  expect(nextCallout(afterEvents(0, [user('node.crash'), user('node.add')]))?.callout.name).toBe('look')
  expect(nextCallout(ALL_DONE)).toBeNull()
  expect(CALLOUTS).toHaveLength(3)
})

it('heeds nothing that is no step', () => {
  expect(afterEvents(0, [user('node.restart'), user('clock.set')])).toBe(0)
})
