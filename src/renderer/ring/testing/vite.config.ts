import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../../../node_modules/.vite-stage',
  plugins: [react()],
  server: { fs: { allow: ['../../../..'] } }
})
