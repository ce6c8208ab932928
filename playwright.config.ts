import { defineConfig } from '@playwright/test'
import type { HarnessOptions } from './e2e/harness/options'

/** Chromium without its calls home, as an ordinary user or as root. */
const chromiumArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  // No machine of ours has a GPU, and imitating one costs more than drawing without.
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check'
]

/** The system's Chromium where the scripts found one, else Playwright's own. */
const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}),
    args: chromiumArgs
  }
}

export default defineConfig<HarnessOptions>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/artifacts',
  // Each test has its own lab; two at a time keep a small machine quick enough to be judged.
  workers: 2,
  fullyParallel: true,
  // One set of pictures for every machine: the window brings its fonts, and draws without a GPU.
  snapshotPathTemplate: 'e2e/pictures/{arg}{ext}',
  forbidOnly: Boolean(process.env['CI']),
  // Bounds for a busy machine; a test that passes takes a few seconds.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'test-results/e2e.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // Recording every test doubles its time: TRACE=1 asks for it.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off'
  },
  projects: [
    {
      name: 'browser',
      testIgnore: ['**/electron/**', '**/packaged/**', '**/shots/**'],
      use: chromium
    },
    { name: 'shots', testMatch: '**/shots/**/*.spec.ts', use: chromium },
    { name: 'electron', testMatch: '**/electron/**/*.spec.ts' },
    // What `npm run package -- --dir` made.
    { name: 'packaged', testMatch: '**/packaged/**/*.spec.ts' }
  ]
})
