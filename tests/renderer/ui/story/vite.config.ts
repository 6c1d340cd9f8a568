import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npx vite --config tests/renderer/ui/story/vite.config.ts`: the screens with made-up data, for looking at. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: '../../../../dist/story', emptyOutDir: true },
})
