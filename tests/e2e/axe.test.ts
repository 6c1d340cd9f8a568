import axe, { type RunOnly } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOTS, settled } from '../renderer/ui/story/shots.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { cutTexts } from './support/cut-text.ts'
import { moving } from './support/moving.ts'
import { openStoryPage, type StoryPage } from './support/story-page.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** In the dark only the colours are others. */
const LOOKS: readonly { scheme: 'light' | 'dark'; runOnly: RunOnly }[] = [
  { scheme: 'light', runOnly: { type: 'tag', values: WCAG } },
  { scheme: 'dark', runOnly: { type: 'rule', values: ['color-contrast'] } },
]

const USUAL = { width: 1280, height: 800 }
/** 1280x800 at 200%; 1440x900 has more room, and no rule of its own. */
const ZOOMED = { width: 640, height: 400 }

const chromium = await chromiumOrReason()

describe.skipIf(chromium === null)(
  'every screen and dialog, by WCAG 2.2 AA, no text cut, nothing that moves',
  () => {
    let story: StoryPage
    let page: Page

    beforeAll(async () => {
      story = await openStoryPage()
      page = story.page
      await page.evaluate(axe.source)
    })
    afterAll(() => story?.close())

    it.each(Object.entries(SHOTS))('[UI20] [UI112] %s', async (name, shot) => {
      await page.setViewportSize(USUAL)
      await page.emulateMedia({ colorScheme: 'light' })
      await story.show(`theme=auto&${shot.query}`)
      await shot.act?.(page)
      await settled(page)
      const found: string[] = await moving(page)
      for (const { scheme, runOnly } of LOOKS) {
        await page.emulateMedia({ colorScheme: scheme })
        await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor()
        await page.evaluate(endTransitions)
        for (const violation of await violationsOf(page, runOnly)) found.push(`${scheme}: ${violation}`)
      }
      // A glance at the list shows what of it there is room for.
      for (const size of name === 'glance' ? [] : [USUAL, ZOOMED]) {
        if (size !== USUAL) await page.setViewportSize(size)
        for (const text of await cutTexts(page)) found.push(`at ${size.width}x${size.height}: ${text}`)
      }
      expect([...found, ...story.thrown.splice(0)]).toEqual([])
    })
  },
)

/** Colours on their way from one to another are nobody's fault. */
function endTransitions() {
  for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish()
}

const violationsOf = (page: Page, runOnly: RunOnly): Promise<string[]> =>
  page.evaluate(
    async (options) => {
      // What is behind a dialog can be neither used nor scrolled until it is closed; the screen itself has a look of its own.
      const open = document.querySelector('[role=dialog][aria-modal=true]')
      const look = async () => (await window.axe.run(open ?? document, options)).violations
      const found = await look()
      // The edge of what scrolls may cut a control to less than a target's size: it is looked at again where it is in sight.
      const small = (list: typeof found) => list.filter((v) => v.id === 'target-size').flatMap((v) => v.nodes)
      for (const { target } of small(found)) {
        document.querySelector(target.join(' '))?.scrollIntoView({ block: 'center' })
        const again = small(await look())
        for (const violation of found)
          if (
            violation.id === 'target-size' &&
            !again.some((node) => node.target.join(' ') === target.join(' '))
          )
            violation.nodes = violation.nodes.filter((node) => node.target !== target)
      }
      return found
        .filter(({ nodes }) => nodes.length > 0)
        .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
    },
    { runOnly, resultTypes: ['violations' as const] },
  )
