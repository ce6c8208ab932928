import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = process.cwd()
// The build script builds beside `out` and swaps the two when all is there.
const out = resolve(root, process.env['TORUS_LAB_OUT'] ?? 'out')
// What each bundle took in, with its licence: the package carries these texts.
const license = { fileName: 'licenses.json' }

// One bundle runs on every Electron from 25 on (Chromium 114, Node 18.15). Chunks lie beside their entries, so that
// `__dirname` means `out/main` in all of them.
export default defineConfig({
  main: {
    build: {
      target: 'node18',
      outDir: resolve(out, 'main'),
      // Bundled for a quick start: one file instead of some three hundred, and of zod only what is used.
      externalizeDeps: { exclude: ['zod', 'ws', '@grpc/grpc-js', '@grpc/proto-loader'] },
      minify: false,
      sourcemap: true,
      license,
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          host: 'src/main/host/worker.ts',
          cli: 'src/main/cli/index.ts'
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' }
      }
    }
  },
  preload: {
    build: {
      target: 'node18',
      outDir: resolve(out, 'preload'),
      license,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: resolve(out, 'renderer'),
      license,
      minify: true,
      // A font or picture as data: would need its own exception in the content security policy.
      assetsInlineLimit: 0,
      // One window, loaded from the disk: splitting it would only cost requests.
      chunkSizeWarningLimit: 2000,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: resolve(root, 'src/renderer/index.html') } }
    }
  }
})
