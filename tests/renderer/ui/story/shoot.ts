import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../../../setup/chromium.ts'
import { serveStory } from './serve.ts'
import { SHOTS } from './shots.ts'

/**
 * Pictures of every screen: `npx vite build --config tests/renderer/ui/story/vite.config.ts --outDir DIR`, then
 * `npx tsx tests/renderer/ui/story/shoot.ts DIR OUT [name...]`. The smallest size is 1440x900 at a zoom of 200%.
 */
const [dir, out, ...only] = process.argv.slice(2)
if (!dir || !out) throw new Error('shoot.ts DIR OUT [name...]')

const SIZES = [
  [1440, 900],
  [1280, 800],
  [720, 450],
] as const

const story = await serveStory(dir)
const profile = await mkdtemp(join(tmpdir(), 'leadwright-shoot-'))
await mkdir(out, { recursive: true })
const browser = await openBrowser(profile)
for (const [width, height] of SIZES)
  for (const theme of ['light', 'dark'] as const) {
    const page = await browser.newPage()
    await page.setViewportSize({ width, height })
    page.on('pageerror', (e) => console.error('page error', e.message))
    page.on('console', (m) => {
      if (['error', 'warning'].includes(m.type())) console.error('console', m.text())
    })
    for (const [name, shot] of Object.entries(SHOTS)) {
      if (only.length > 0 && !only.includes(name)) continue
      await page.goto(`${story.url}/?theme=${theme}&${shot.query}`)
      await page.waitForTimeout(500)
      await shot.act?.(page)
      await page.waitForTimeout(250)
      await page.screenshot({ path: join(out, `${name}-${width}-${theme}.png`) })
    }
    await page.close()
  }
await browser.close()
story.close()
await rm(profile, { recursive: true, force: true })
