import { type Page, expect } from '@playwright/test'

/** Tries what the content security policy forbids, and checks that each was reported and none had an effect. */
export async function expectPolicyHolds(page: Page): Promise<void> {
  const ran = await page.evaluate(async () => {
    const waiting = new Set(['script-src-elem', 'script-src-attr', 'connect-src'])
    const reported = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        waiting.delete(effectiveDirective)
        if (waiting.size === 0) resolve()
      })
    })
    const script = document.createElement('script')
    script.textContent = 'window.wasInline = true'
    document.head.append(script)
    const button = document.createElement('button')
    document.body.append(button)
    button.setAttribute('onclick', 'window.wasInline = true')
    button.click()
    button.remove()
    await fetch('http://127.0.0.1:9/').catch(() => {})
    await reported
    return 'wasInline' in window
  })
  expect(ran).toBe(false)
}
