import { expect } from 'vitest'
import type { PolicyVersion } from '../../../shared/api/policies.ts'
import type { DuplicatesPage } from '../../../shared/api/qualification.ts'
import { until } from '../support/central.ts'
import { allLeads, goTo, screensOf, slug, synced, tab, type Walk } from './walk.ts'

const CSV = `Full Name;E-Mail;Telefon;Firma;Budget;Zeitrahmen;Bemerkung
Kofi Mensah;kofi.mensah@volta-steel.example;+49 30 5550 1412;Volta Steel;approved;within 3 months;Met at the stand
Lea Fischer;lea.fischer@alpen-optik.example;+49 89 5550 1763;Alpen Optik;planned;3 to 6 months;
Omar Haddad;omar.haddad@cedar-clinics.example;+1 212 555 0117;Cedar Clinics;;;Wants a demo
`

/** Jo's day in short: gives Ben's leads to Chloe, looks at the escalations, tries and publishes a policy, decides on pairs, reads the reports, imports a file. */
export async function supervisorWalk(walk: Walk): Promise<void> {
  const { look } = walk
  expect(await screensOf(walk)).toEqual([
    'Queue',
    'Team',
    'Escalations',
    'Inbox',
    'Policy',
    'Quality',
    'Reports',
    'Import',
    'Find',
    'Add',
    'Admin',
    'Me',
  ])
  await team(walk)
  await goTo(walk, 'Escalations')
  await look('supervisor-escalations')
  await goTo(walk, 'Inbox')
  await look('supervisor-inbox')
  await policy(walk)
  await quality(walk)
  await reports(walk)
  await importFile(walk)
}

async function team(walk: Walk): Promise<void> {
  const { page, look } = walk
  await synced(walk)
  await goTo(walk, 'Team')
  const flow = page.getByRole('region', { name: 'Where leads went', exact: true })
  await flow.getByRole('img').waitFor()
  await page.getByRole('region', { name: 'Escalated', exact: true }).getByRole('row').nth(1).waitFor()
  await page
    .getByRole('region', { name: 'Pay-off by channel', exact: true })
    .getByText(/^As routed/)
    .waitFor()
  await look('supervisor-team')
  await page.keyboard.press('g')
  await page.getByRole('tab', { name: 'Funnel and flow', selected: true }).waitFor()
  await page.keyboard.press('t')
  await page.getByLabel(/Choose Ben Okafor/).check()
  await page.getByText(/^Reassign \d+ leads/).waitFor()
  await look('supervisor-team-leads')
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog', { name: 'Reassign' })
  const to = dialog.getByLabel('To', { exact: true })
  const chloe = await to.locator('option', { hasText: 'Chloe Martin' }).getAttribute('value')
  await to.selectOption(chloe)
  const give = dialog.getByRole('button', { name: /^Reassign \d+ leads?$/ })
  await give.waitFor()
  await look('supervisor-reassign')
  const moves = Number(/\d+/.exec(await give.innerText()))
  const before = await openLeadsOf(walk, 'ben')
  await page.keyboard.press('Control+Enter')
  await dialog.getByRole('button', { name: 'Undo' }).waitFor()
  await look('supervisor-reassigned')
  await until('they are given away', async () => (await openLeadsOf(walk, 'ben')) === before - moves)
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await until('and are back', async () => (await openLeadsOf(walk, 'ben')) === before)
  await page.keyboard.press('Escape')
}

const openLeadsOf = async (walk: Walk, owner: string): Promise<number> =>
  (await allLeads(walk)).filter((l) => l.owner === owner && l.stage === 'open').length

async function policy(walk: Walk): Promise<void> {
  const { page, central, look } = walk
  await goTo(walk, 'Policy')
  const change = page.getByText(/leads? changes? route/)
  await change.waitFor({ timeout: 90_000 })
  await look('supervisor-policy')
  const { campaigns } = await central.api<{ campaigns: { id: string }[] }>('/campaigns')
  const versions = () => central.api<{ policies: PolicyVersion[] }>(`/policies?campaign=${campaigns[0]!.id}`)
  const before = (await versions()).policies.length
  const timing = page.getByRole('slider', { name: 'Points of Timing' })
  await timing.focus()
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight')
  await change.waitFor({ timeout: 90_000 })
  await look('supervisor-policy-draft')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Timing says more than we thought')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect((await versions()).policies.length).toBe(before + 1)
  await synced(walk)
  await tab(walk, 'Versions')
  await look('supervisor-policy-versions')
}

async function quality(walk: Walk): Promise<void> {
  const { page, look } = walk
  await goTo(walk, 'Quality')
  await page.getByRole('tab').first().waitFor()
  for (const name of await page.getByRole('tab').allInnerTexts()) {
    await tab(walk, name)
    await page.getByRole('tabpanel').waitFor()
    await look(`supervisor-quality-${slug(name)}`)
  }
  // Only a person may ask for them.
  const pairs = () =>
    page.evaluate(async () => {
      const answer = await fetch('/api/v1/duplicates')
      const { duplicates } = (await answer.json()) as DuplicatesPage
      return duplicates.map(({ leads }) => leads.map(({ lead }) => lead.id).join())
    })
  const before = await pairs()
  await tab(walk, 'Likely duplicates')
  await page.getByRole('button', { name: /^Not the same/ }).click()
  await until('the pair is settled', async () => {
    const now = await pairs()
    return before.some((id) => !now.includes(id))
  })
}

async function reports(walk: Walk): Promise<void> {
  const { page, look } = walk
  await goTo(walk, 'Reports')
  await page.getByRole('tab').first().waitFor()
  for (const name of await page.getByRole('tab').allInnerTexts()) {
    await tab(walk, name)
    const csvs = page.getByRole('link', { name: /^CSV of/ })
    await csvs.first().waitFor()
    await look(`supervisor-reports-${slug(name)}`)
    for (const link of await csvs.all()) {
      const href = (await link.getAttribute('href'))!
      const csv = await page.evaluate(async (url) => {
        const response = await fetch(url)
        return { status: response.status, text: await response.text() }
      }, href)
      expect(csv.status, href).toBe(200)
      expect(csv.text.split(',').length, href).toBeGreaterThan(1)
    }
  }
}

async function importFile(walk: Walk): Promise<void> {
  const { page, look } = walk
  await goTo(walk, 'Import')
  const before = (await allLeads(walk)).length
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'expo-berlin.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
  await page.getByText('Known by').waitFor()
  await look('supervisor-import')
  await page.getByRole('button', { name: 'Check for duplicates' }).click()
  await page.getByRole('region', { name: 'What the file would do' }).waitFor()
  await look('supervisor-import-check')
  await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { name: /3 rows read/ }).waitFor()
  await look('supervisor-import-done')
  await until('the leads of the file', async () => (await allLeads(walk)).length === before + 3)
}
