import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumOrReason } from '../setup/chromium.ts'
import { openStoryPage, type StoryPage } from './support/story-page.ts'

const chromium = await chromiumOrReason()
const SOON = { timeout: 10_000 }

/** The field that has the focus; null: something else. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset.field ?? null)
const missing = (page: Page): Promise<string[]> =>
  page
    .locator('[data-missing]')
    .evaluateAll((boxes) => boxes.map((box) => (box as HTMLElement).dataset.field ?? ''))
const press = async (page: Page, key: string): Promise<string | null> => {
  await page.keyboard.press(key)
  return focused(page)
}

describe.skipIf(chromium === null)('the screens in a real Chromium', () => {
  let story: StoryPage
  beforeAll(async () => {
    story = await openStoryPage()
  })
  afterAll(() => story?.close())

  describe('[UI110] Tab on the open lead, with real keys', () => {
    it('goes from one missing field to the next and then on, Shift+Tab back and to the filters', async () => {
      const { page } = story
      await story.show('leads=200')
      const fields = await missing(page)
      expect(fields.length).toBeGreaterThan(1)
      const gone: (string | null)[] = []
      for (const _ of fields) gone.push(await press(page, 'Tab'))
      expect(gone).toEqual(fields)
      expect(fields, 'nobody is held').not.toContain(await press(page, 'Tab'))
      for (const _ of fields) await press(page, 'Shift+Tab')
      expect(await focused(page)).toBe(fields[0])
      const filter = page.locator('nav button[aria-pressed]').first()
      for (let i = 0; i < 60; i++) {
        if (await filter.evaluate((e) => e === document.activeElement)) break
        expect(fields.slice(1)).not.toContain(await press(page, 'Shift+Tab'))
      }
      expect(await filter.evaluate((e) => e === document.activeElement)).toBe(true)
      expect(await press(page, 'Tab'), 'from a control it goes to the next one').toBeNull()
      expect(await press(page, 'Escape')).toBeNull()
    })

    it('begins at the first one again after an answer, and after Esc', async () => {
      const { page } = story
      await story.show('leads=200')
      const before = await missing(page)
      await page.keyboard.press('1')
      await expect.poll(() => missing(page)).not.toEqual(before)
      const [first] = await missing(page)
      expect(first).toBeDefined()
      expect(await press(page, 'Tab')).toBe(first)
      await page.keyboard.press('Escape')
      expect(await press(page, 'Tab')).toBe(first)
    })

    it('goes where it goes everywhere once nothing is missing', async () => {
      const { page } = story
      await story.show('leads=1')
      for (let i = 0; i < 8 && (await missing(page)).length > 0; i++) {
        const before = (await missing(page)).length
        await page.locator('[data-missing] select').first().selectOption({ index: 1 })
        await expect.poll(async () => (await missing(page)).length).toBeLessThan(before)
      }
      expect(await missing(page)).toEqual([])
      await page.locator('[data-focus-root]').focus()
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('nav') !== null)).toBe(true)
      await page.locator('[data-focus-root]').focus()
      await page.keyboard.press('m')
      await page.getByText('No field is missing.').waitFor()
    })
  })

  describe('[UI114] room on the screen', () => {
    const at = async (heading: string) => (await story.page.locator(`#policy-${heading}`).boundingBox())!
    const policyAt = async (width: number, height: number) => {
      await story.page.setViewportSize({ width, height })
      await story.show('leads=200&me=judith&screen=policy')
      await story.page.getByText(/leads? changes? route/).waitFor()
    }
    const turnWheelOver = async (heading: string) => {
      const { x, y } = await at(heading)
      await story.page.mouse.move(x + 5, y + 5)
      await story.page.mouse.wheel(0, 5000)
    }

    it('the form of a policy scrolls by itself, and what would change stays in sight beside it', async () => {
      await policyAt(1280, 800)
      const [form, change] = [await at('weights'), await at('what-if')]
      expect(change.x).toBeGreaterThan(form.x + form.width)
      expect((await at('answers')).y, 'the form is higher than the screen').toBeGreaterThan(800)
      await turnWheelOver('weights')
      await expect.poll(async () => (await at('weights')).y, SOON).toBeLessThan(0)
      await expect.poll(async () => (await at('answers')).y, SOON).toBeLessThan(800)
      expect(await at('what-if')).toEqual(change)
    })

    it('so does what would change, where it is the higher one', async () => {
      await policyAt(1280, 620)
      const [form, change] = [await at('weights'), await at('what-if')]
      await turnWheelOver('what-if')
      await expect.poll(async () => (await at('what-if')).y, SOON).toBeLessThan(change.y)
      expect(await at('weights')).toEqual(form)
    })

    it('on a narrow screen they stand in one column with one scroll bar', async () => {
      await policyAt(1000, 800)
      const [form, answers, change] = [await at('weights'), await at('answers'), await at('what-if')]
      expect(change.x).toBe(form.x)
      expect(change.y).toBeGreaterThan(answers.y)
      await turnWheelOver('weights')
      await expect.poll(async () => (await at('what-if')).y, SOON).toBeLessThan(800)
      await expect
        .poll(async () => (await at('what-if')).y - (await at('weights')).y, SOON)
        .toBeCloseTo(change.y - form.y)
    })

    it('bars of a report reach from the names to the figures, and each that is not nothing can be seen', async () => {
      const { page } = story
      await page.setViewportSize({ width: 1280, height: 800 })
      await story.show('leads=1&me=judith&screen=reports')
      const rows = page.locator('main li:has(> svg)')
      await page.getByRole('tab', { name: 'Funnel and flow' }).click()
      await rows.first().waitFor()
      const funnel = await rows.evaluateAll((all) =>
        all.map((row) => {
          const [name, bar, figures] = [...row.children].map((part) => part.getBoundingClientRect())
          const parts = [...row.querySelectorAll('rect')].map((part) => part.getBoundingClientRect())
          return {
            beside: [bar!.left - name!.right, figures!.left - bar!.right],
            short: bar!.right - Math.max(...parts.map((part) => part.right)),
            widths: parts.map((part) => part.width),
          }
        }),
      )
      for (const { beside } of funnel) for (const gap of beside) expect(gap).toBeLessThanOrEqual(12)
      expect(Math.min(...funnel.map(({ short }) => short)), 'the longest').toBeLessThanOrEqual(1)
      const won = funnel.at(-1)!.widths
      expect(Math.min(...won), 'the shortest').toBeGreaterThanOrEqual(2)
      expect(Math.max(...won)).toBeLessThan(4)
    })
  })

  describe('[UI115] the top bar', () => {
    it('keeps everything in its place while changes are sent', async () => {
      await story.page.setViewportSize({ width: 1280, height: 800 })
      const places = async (sync: string) => {
        await story.show(`leads=20&sync=${sync}`)
        const all = await story.page.locator('header:has(h1) :is(h1, button):visible').all()
        return Promise.all(
          all.map(async (one) => ({ text: await one.textContent(), ...(await one.boundingBox()) })),
        )
      }
      const quiet = await places('online')
      expect(quiet.length).toBeGreaterThan(2)
      expect(await places('sending')).toEqual(quiet)
    })
  })

  describe('[UI103] nothing covers what must be read', () => {
    it('a message stands above what must be said first', async () => {
      const { page } = story
      await page.setViewportSize({ width: 1280, height: 800 })
      await story.show('leads=200')
      await page.keyboard.press('Control+z')
      const message = page.getByRole('button', { name: 'Dismiss' }).locator('..')
      const box = (await message.boundingBox())!
      const first = (await page.getByText(/^Say first/).boundingBox())!
      expect(box.y + box.height).toBeLessThanOrEqual(first.y)
      expect(box.y + box.height).toBeGreaterThan(first.y - 30)
    })

    it('signing in stands in the middle, and all of it can be reached where there is little room', async () => {
      const { page } = story
      await story.show('out=1')
      const card = page.getByRole('form', { name: 'Sign in' })
      for (const [width, height] of [
        [1280, 800],
        [360, 300],
      ] as const) {
        await page.setViewportSize({ width, height })
        const box = (await card.boundingBox())!
        expect(box.y).toBeGreaterThanOrEqual(0)
        if (height === 800) expect(Math.abs(2 * box.y + box.height - height)).toBeLessThan(2)
      }
      const last = page.getByRole('button', { name: 'Fill in the demo account' })
      await last.scrollIntoViewIfNeeded()
      const { y, height } = (await last.boundingBox())!
      expect(y + height).toBeLessThanOrEqual(300)
    })

    it('the head of a dialog does not stand over what has the focus, nor its ring', async () => {
      const { page } = story
      await page.setViewportSize({ width: 640, height: 300 })
      await story.show('leads=200')
      await page.keyboard.press('f')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: /All my leads/ }).waitFor()
      const room = () =>
        dialog.evaluate((all) => {
          const own = document.activeElement
          const head = all.querySelector('header')
          if (!own || !head || head.contains(own)) return Number.POSITIVE_INFINITY
          const { outlineWidth, outlineOffset } = getComputedStyle(own)
          const ring = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset)
          return own.getBoundingClientRect().top - ring - head.getBoundingClientRect().bottom
        })
      for (let i = 0; i < 24; i++) {
        await page.keyboard.press('Shift+Tab')
        await expect.poll(room, SOON).toBeGreaterThanOrEqual(0)
      }
      await page.keyboard.press('Escape')
    })
  })
})
