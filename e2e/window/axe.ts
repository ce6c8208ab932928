/** What axe finds in a state of the window. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { LabWindow } from './lab-window'
import { expect, test } from './test'

/** What axe has to say, with the elements that it means; colours on their way to others are waited for. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    // What has just changed begins its transition with the next frame.
    await frame()
    await frame()
    const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(transitions.map((one) => one.finished))
  })
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** axe must have nothing to say. */
export async function expectClean({ page }: LabWindow, state: string): Promise<void> {
  await test.step(state, async () => {
    expect.soft(await violationsOf(page), state).toEqual([])
  })
}
