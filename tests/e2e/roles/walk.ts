import type { Page } from 'playwright-core'
import type { LeadPage } from '../../../shared/api/api.ts'
import { fieldValue } from '../../../shared/lead/lead.ts'
import type { CentralProcess } from '../support/central.ts'

/** What a person's walk through their screens has at hand. */
export interface Walk {
  page: Page
  central: CentralProcess
  /** Called at everything worth looking at: takes the picture, or does nothing. */
  look(name: string): Promise<void>
}

/** To another of the person's screens, by the rail. */
export async function goTo({ page }: Walk, screen: string): Promise<void> {
  const item = page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: new RegExp(`^${screen}(, \\d.* open)?$`, 'u') })
  await item.click()
  await page.locator('[aria-current=page]', { hasText: screen }).waitFor()
}

export const tab = ({ page }: Walk, name: string): Promise<void> =>
  page.getByRole('tab', { name, exact: true }).click()

/** All that the walk's person may reach by the rail, in its order. */
export const screensOf = ({ page }: Walk): Promise<string[]> =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('button').allInnerTexts()

/** A picture's name out of a text of the screen, its figures left out. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .match(/[a-z]+/gu)
    ?.join('-') ?? ''

/** Everything that was done here is at central. */
export const synced = ({ page }: Walk): Promise<void> =>
  page.getByRole('status', { name: 'Connection' }).filter({ hasText: 'all synced' }).waitFor()

/** A dialog is open and takes the keys: what is pressed before goes elsewhere. */
export const inDialog = ({ page }: Walk): Promise<void> =>
  page.locator('[role=dialog] :focus, [role=dialog]:focus').first().waitFor()

type Listed = LeadPage['leads'][number]

/** Every lead there is, as central has it now. */
export async function allLeads({ central }: Walk): Promise<Listed[]> {
  const all: Listed[] = []
  let next: string | null = null
  do {
    const from: string = next === null ? '' : `&cursor=${next}`
    const page: LeadPage = await central.api<LeadPage>(`/leads?limit=1000${from}`)
    all.push(...page.leads)
    next = page.next
  } while (next !== null)
  return all
}

/** The lead of that first and last name; of several the one that was called last. */
export async function leadNamed(walk: Walk, name: string): Promise<Listed> {
  const found = (await allLeads(walk)).filter(
    ({ lead }) => `${fieldValue(lead, 'firstName')} ${fieldValue(lead, 'lastName')}` === name,
  )
  const [last] = found.sort((a, b) => (calledAt(a) < calledAt(b) ? 1 : -1))
  if (!last) throw new Error(`no lead is called ${name}`)
  return last
}

const calledAt = ({ lead }: Listed): string => lead.calls.at(-1)?.stamp ?? ''
