import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Serves the fixture page: `npx vite --config src/renderer/testing/vite.config.ts`. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: '/tmp/torus-lab-fixture-vite',
  plugins: [react()],
  server: { host: '127.0.0.1' }
})
