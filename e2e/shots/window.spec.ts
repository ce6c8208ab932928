import { expect, test } from '../harness/lab'

test.use({ nodes: 16, sampleKeys: 200 })

for (const colorScheme of ['dark', 'light'] as const)
  for (const [name, width, height] of [
    ['', 1440, 900],
    ['-1024x700', 1024, 700]
  ] as const)
    test(`live ring, ${colorScheme}${name}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      await page.evaluate(() => document.fonts.ready)
      await expect(page.locator('#root')).not.toBeEmpty()
      await page.screenshot({ path: `docs/shots/live-${colorScheme}${name}.png` })
    })
