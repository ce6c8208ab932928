/** What axe finds in a state of the window. */
import AxeBuilder from '@axe-core/playwright'
import type { LabWindow } from './lab-window'
import { expect, test } from './test'

/** axe must have nothing to say; what it says is told with the elements that it means. */
export async function expectClean({ page }: LabWindow, state: string): Promise<void> {
  await test.step(state, async () => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    expect.soft(told, state).toEqual([])
  })
}
