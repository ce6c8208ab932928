import { defineConfig } from 'vite'

// Bundled apart from the app, so that nothing of the benchmark gets into it. Packages stay outside, as for the app.
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'out/bench',
    sourcemap: true,
    rollupOptions: {
      input: { bench: 'bench/index.ts' },
      external: [/^[a-z@](?!:)/],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' }
    }
  }
})
