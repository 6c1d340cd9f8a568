import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The desk: one page, the same files for browser and desktop shell. Nothing inline, since the content security policy forbids it. */
export default defineConfig({
  root: path('renderer'),
  publicDir: false,
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: path('dist/renderer'),
    emptyOutDir: true,
    sourcemap: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4317' } },
})
