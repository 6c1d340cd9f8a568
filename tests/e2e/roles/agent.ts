import { expect } from 'vitest'
import { until } from '../support/central.ts'
import { goTo, inDialog, leadNamed, screensOf, synced, type Walk } from './walk.ts'

/** Ana's day in short: a call with an answer, a note and an outcome; a callback; somebody rings back; somebody new. */
export async function agentWalk(walk: Walk): Promise<void> {
  const { page, look } = walk
  expect(await screensOf(walk)).toEqual(['Queue', 'Find', 'Add', 'Me'])
  const name = () => page.locator('main header h2').first().innerText()
  await page.locator('#ask-question').waitFor()
  await look('agent-queue')

  const called = await name()
  await page.keyboard.press('b')
  await page.getByText(/On call/).waitFor()
  const question = () => page.evaluate(() => document.querySelector('#ask-question')?.textContent)
  const asked = await question()
  await page.keyboard.press('1')
  // What is answered in words is typed; whose turn it is, and so what is asked, goes by the time of day.
  const inWords = page.locator('section[aria-labelledby=ask-question] input:focus')
  await until('an answer, or words', async () => (await inWords.isVisible()) || (await question()) !== asked)
  if (await inWords.isVisible()) {
    await page.keyboard.type('Acme')
    await page.keyboard.press('Enter')
    await inWords.waitFor({ state: 'hidden' })
  }
  await page.keyboard.press('e')
  await page.locator('textarea:focus').waitFor()
  await page.keyboard.type('Wants a demo on site')
  await page.keyboard.press('Escape')
  // [UI101] Who is on the line stays in sight.
  expect((await page.locator('main header h2').first().boundingBox())!.y).toBeGreaterThan(40)
  await look('agent-call')
  await page.keyboard.press('s')
  await page.keyboard.press('Control+Enter')
  await until('the next lead', async () => (await name()) !== called)
  await synced(walk)
  const worked = await leadNamed(walk, called)
  expect(worked.lead.calls.at(-1)?.disposition).toBe('spoke')
  expect(worked.lead.notes.map((n) => n.text)).toContain('Wants a demo on site')
  const answers = Object.values(worked.lead.fields).flatMap((versions) => versions ?? [])
  expect(answers.filter((v) => v.actor === 'ana').length).toBeGreaterThan(0)

  const promised = await name()
  await page.keyboard.press('c')
  const callback = page.getByRole('dialog', { name: 'Call back' })
  await callback.waitFor()
  await inDialog(walk)
  await look('agent-callback')
  await page.keyboard.press('Control+Enter')
  await callback.waitFor({ state: 'hidden' })
  await synced(walk)
  const waits = (await leadNamed(walk, promised)).lead.callbacks.filter((c) => c.closed === null)
  expect(waits.map((c) => c.agent)).toContain('ana')
  await page.keyboard.press('Control+k')
  await inDialog(walk)
  await look('agent-palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await inDialog(walk)
  await look('agent-keys')
  await page.keyboard.press('Escape')

  const found = await name()
  await page.keyboard.press('j')
  await goTo(walk, 'Find')
  await page.getByRole('combobox').fill(found)
  await page.getByRole('listbox', { name: 'Leads found' }).getByText(found).first().waitFor()
  await look('agent-find')
  await page.keyboard.press('Enter')
  await until('the lead that was found', async () => (await name()) === found)

  await goTo(walk, 'Add')
  await page.getByRole('textbox', { name: 'First name' }).fill('Aiko')
  await page.getByRole('textbox', { name: 'Last name' }).fill('Tanaka')
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('+81 6 6555 0142')
  await look('agent-add')
  await page.keyboard.press('Control+Enter')
  await page.locator('main header h2', { hasText: 'Aiko Tanaka' }).waitFor()
  await page
    .getByText(/^Opens .* there/)
    .first()
    .waitFor()
  await look('agent-closed')
  await synced(walk)
  expect((await leadNamed(walk, 'Aiko Tanaka')).owner).toBe('ana')

  await goTo(walk, 'Me')
  await page.getByRole('button', { name: 'Sync now' }).click()
  await look('agent-me')
}
