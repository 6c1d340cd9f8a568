import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { serveStory } from '../../renderer/ui/story/serve.ts'
import { settled } from '../../renderer/ui/story/shots.ts'
import { openBrowser } from '../../setup/chromium.ts'

const CONFIG = 'tests/renderer/ui/story/vite.config.ts'

/** The screens over leads in memory, in a real Chromium that is asked to move nothing. */
export interface StoryPage {
  page: Page
  /** What the page threw, until it is asked for. */
  thrown: string[]
  /** Shows the screens of such a query: 'leads=200&theme=auto'. */
  show(query: string): Promise<void>
  close(): Promise<void>
}

/** One page for all that is looked at: loading it anew costs more than looking does. */
export async function openStoryPage(): Promise<StoryPage> {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-story-page-'))
  const outDir = join(folder, 'story')
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', CONFIG, '--outDir', outDir],
    {
      cwd: resolve(import.meta.dirname, '../../..'),
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: 'pipe',
    },
  )
  const story = await serveStory(outDir)
  const browser = await openBrowser(join(folder, 'profile'))
  const page = await browser.newPage()
  const thrown: string[] = []
  page.on('pageerror', (error) => thrown.push(String(error.stack ?? error)))
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(`${story.url}/?theme=auto&out=1`)
  return {
    page,
    thrown,
    async show(query) {
      await page.evaluate((q) => window.showStory(q), query)
      // Each screen's program is loaded when it is first asked for; until then there is nothing to look at.
      await page.locator('main:not(:empty)').waitFor()
      await settled(page)
    },
    async close() {
      await browser.close()
      story.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
