import { expect } from 'vitest'
import type { Person } from '../../../shared/sync/protocol.ts'
import { goTo, screensOf, slug, tab, type Walk } from './walk.ts'

/** Sam's day in short: looks at every tab of administration, and adds somebody. What each tab does is tests/e2e/admin.test.ts. */
export async function administratorWalk(walk: Walk): Promise<void> {
  const { page, central, look } = walk
  expect(await screensOf(walk)).toContain('Admin')
  await goTo(walk, 'Admin')
  await page.getByRole('tab').first().waitFor()
  const tabs = await page.getByRole('tab').allInnerTexts()
  expect(tabs.length).toBeGreaterThan(10)
  for (const name of tabs) {
    await tab(walk, name)
    await page.getByRole('tabpanel').waitFor()
    await page.getByText('Asking central…').waitFor({ state: 'hidden' })
    await look(`administrator-${slug(name)}`)
  }
  await tab(walk, 'People')
  await page.getByRole('button', { name: 'Add a person' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Iris Vale')
  await page.getByLabel('E-mail', { exact: true }).fill('iris@leadwright.example')
  await page.getByText('Give a password', { exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill('a password of eight words or so')
  await page.getByRole('button', { name: 'Add the person' }).click()
  await page.getByText('Iris Vale was added.').first().waitFor()
  const { people } = await central.api<{ people: Person[] }>('/people')
  expect(people.map((p) => p.email)).toContain('iris@leadwright.example')
}
