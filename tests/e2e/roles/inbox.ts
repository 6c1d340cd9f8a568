import { expect } from 'vitest'
import type { HandOffsPage } from '../../../shared/api/hand-offs.ts'
import { until } from '../support/central.ts'
import { goTo, inDialog, screensOf, type Walk } from './walk.ts'

/** Sales' day in short: accepts what was handed over, notes what was done, wins it; sends another back. */
export async function inboxWalk(walk: Walk): Promise<void> {
  const { page, look } = walk
  expect(await screensOf(walk)).toEqual(['Inbox', 'Me'])
  const name = () => page.locator('main section > header h2').innerText()
  await page.getByRole('button', { name: /^Accept/ }).waitFor()
  await look('inbox-new')
  const first = await name()
  await page.keyboard.press('a')
  await page.getByRole('tab', { name: 'Accepted' }).click()
  await page.locator('main section > header h2', { hasText: first }).waitFor()
  await page.keyboard.press('n')
  await inDialog(walk)
  await look('inbox-action')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('w')
  await page.getByLabel('Value').fill('12000')
  await page.getByLabel('Currency').fill('eur')
  await look('inbox-won')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await until('central has it as won', () => handOffOf(walk, first, 'won'))

  await page.getByRole('tab', { name: 'New' }).click()
  const second = await name()
  await page.keyboard.press('r')
  await inDialog(walk)
  await page.getByRole('radio', { name: 'No budget' }).check()
  await look('inbox-return')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await until('central has it as sent back', () => handOffOf(walk, second, 'returned'))
  await page.getByRole('tab', { name: 'Done' }).click()
  await page.getByText(second).first().waitFor()
  await look('inbox-done')
  await goTo(walk, 'Me')
}

async function handOffOf({ central }: Walk, name: string, state: string): Promise<boolean> {
  const { handOffs } = await central.api<HandOffsPage>(`/hand-offs?state=${state}`)
  return handOffs.some((h) => h.person.name === name)
}
