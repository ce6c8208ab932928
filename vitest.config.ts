import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts'],
    environment: 'node',
    // Real rings and real sockets on a busy machine: bounds against hanging, not measures of speed.
    testTimeout: 30_000,
    hookTimeout: 30_000
  }
})
