import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveStory } from '../renderer/ui/story/serve.ts'
import { SHOTS } from '../renderer/ui/story/shots.ts'
import { chromiumOrReason, openBrowser } from '../setup/chromium.ts'

const CONFIG = 'tests/renderer/ui/story/vite.config.ts'
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** In the dark only the colours are others. */
const LOOKS = [
  { theme: 'light', width: 1280, height: 800, check: (axe: AxeBuilder) => axe.withTags(WCAG) },
  { theme: 'dark', width: 1440, height: 900, check: (axe: AxeBuilder) => axe.withRules('color-contrast') },
]

const chromium = await chromiumOrReason()

describe.skipIf(chromium === null)('every screen and dialog, by WCAG 2.2 AA', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-axe-'))
  let browser: BrowserContext
  let story: Awaited<ReturnType<typeof serveStory>>
  let page: Page

  beforeAll(async () => {
    const outDir = join(folder, 'story')
    const root = resolve(import.meta.dirname, '../..')
    execFileSync(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', '--config', CONFIG, '--outDir', outDir],
      { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'pipe' },
    )
    story = await serveStory(outDir)
    browser = await openBrowser(join(folder, 'profile'))
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    story?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(Object.entries(SHOTS))('[UI20] %s', async (_name, shot) => {
    const found: string[] = []
    for (const { theme, width, height, check } of LOOKS) {
      await page.setViewportSize({ width, height })
      await page.goto(`${story.url}/?theme=${theme}&${shot.query}`)
      await page.locator('main').waitFor()
      await shot.act?.(page)
      const { violations } = await check(new AxeBuilder({ page })).analyze()
      for (const { id, help, nodes } of violations)
        found.push(`${theme}: ${id}: ${help}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
    }
    expect(found).toEqual([])
  })
})
