import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumOrReason } from '../setup/chromium.ts'
import { openStoryPage, type StoryPage } from './support/story-page.ts'

const chromium = await chromiumOrReason()

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

describe.skipIf(chromium === null)('[UI110] Tab on the open lead, with real keys', () => {
  let story: StoryPage
  beforeAll(async () => {
    story = await openStoryPage()
  })
  afterAll(() => story?.close())

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
    await page.keyboard.press('1')
    await expect.poll(async () => (await missing(page)).length).toBeGreaterThan(0)
    const [first] = await missing(page)
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
