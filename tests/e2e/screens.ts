import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser } from '../setup/chromium.ts'
import { CentralProcess, freePort } from './support/central.ts'

/**
 * The README's pictures, of the real thing: `npm run build`, then `npx tsx tests/e2e/screens.ts`. A central with its demo
 * data, an agent who works a few leads, a supervisor who watches; written to docs/screens.
 */
const OUT = resolve(import.meta.dirname, '../../docs/screens')
const THEMES = ['light', 'dark'] as const
const LARGEST = 300_000
const AGENT = 'ana@leadwright.example'
const SUPERVISOR = 'jo@leadwright.example'
/** In Tokyo, where it is night in the office hours of this. */
const NIGHT = '+81 6 6555 0142'
const CSV = `Full Name;E-Mail;Telefon;Firma;Budget;Zeitrahmen;Bemerkung
Kofi Mensah;kofi.mensah@volta-steel.example;+49 30 5550 1412;Volta Steel;approved;within 3 months;Met at the stand
Lea Fischer;lea.fischer@alpen-optik.example;+49 89 5550 1763;Alpen Optik;planned;3 to 6 months;
Omar Haddad;omar.haddad@cedar-clinics.example;+1 212 555 0117;Cedar Clinics;;;Wants a demo
`

const folder = mkdtempSync(join(tmpdir(), 'leadwright-screens-'))
const central = new CentralProcess(join(folder, 'data'), await freePort(), [
  '--demo',
  '--static',
  resolve(import.meta.dirname, '../../dist/renderer'),
])
const desks: BrowserContext[] = []
mkdirSync(OUT, { recursive: true })
await central.start()
try {
  const agent = await open('agent', AGENT)
  await addLead(agent, {
    'Last name': 'Tanaka',
    'First name': 'Aiko',
    Company: 'Umi Logistics',
    Phone: NIGHT,
  })
  await agent.getByText(/^Opens \d\d:\d\d there/).waitFor()
  await picture(agent, 'closed', ['light'])
  await agent.getByRole('option').first().click()
  await addAnother(agent)
  await agent.keyboard.press('=')
  await agent.getByRole('dialog', { name: /Same person/ }).waitFor()
  await picture(agent, 'duplicate', ['light'], false)
  await agent.keyboard.press('Escape')
  await agent.keyboard.press('q')
  await agent.getByRole('option').first().click()
  await workSomeLeads(agent)
  await agent.keyboard.press('b')
  await agent.getByText(/On call/).waitFor()
  await agent.keyboard.press('2')
  await agent.getByText(/^Saved: /).waitFor({ state: 'attached' })
  await synced(agent)
  await agent.getByText('On call 00:09').waitFor()
  await picture(agent, 'agent')

  const supervisor = await open('supervisor', SUPERVISOR)
  await supervisor.getByLabel(/Choose Ben Okafor/).click()
  await picture(supervisor, 'team')
  await supervisor.getByRole('button', { name: 'Import', exact: true }).click()
  await supervisor
    .locator('input[type=file]')
    .setInputFiles({ name: 'expo-berlin.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
  await supervisor.getByText('Known by').waitFor()
  await picture(supervisor, 'import')
  await supervisor.getByRole('button', { name: 'Quality', exact: true }).click()
  await supervisor.getByRole('button', { name: /^Same person/ }).waitFor()
  await picture(supervisor, 'qualification', ['light'])

  await central.stop()
  await agent.getByText(/Offline since/).waitFor({ timeout: 60_000 })
  await agent.keyboard.press('1')
  await agent.getByText(/1 change waiting/).waitFor()
  await picture(agent, 'agent-offline')
} finally {
  for (const desk of desks) await desk.close()
  await central.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function open(name: string, email: string): Promise<Page> {
  const desk = await openBrowser(join(folder, name), { width: 1440, height: 900 })
  desks.push(desk)
  const page = desk.pages()[0] ?? (await desk.newPage())
  await page.goto(central.url)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('leadwright')
  await page.keyboard.press('Enter')
  await synced(page)
  return page
}

/** Adds a lead by hand; it is open then. */
async function addLead(page: Page, fields: Record<string, string>): Promise<void> {
  await page.locator('main h2').first().waitFor()
  await page.keyboard.press('a')
  for (const [field, text] of Object.entries(fields))
    await page.getByRole('textbox', { name: field, exact: true }).fill(text)
  await page.keyboard.press('Control+Enter')
  const allTheSame = page.getByRole('button', { name: 'Add a new lead all the same' })
  await page.locator('#ask-question').or(allTheSame).waitFor()
  if (await allTheSame.isVisible()) await allTheSame.click()
  await page
    .locator('main header h2')
    .filter({ hasText: fields['Last name'] ?? '' })
    .waitFor()
}

/** The open lead once more, as somebody else wrote it down. */
async function addAnother(page: Page): Promise<void> {
  const name = await page.locator('main header h2').innerText()
  const [, company = ''] = (await page.locator('main header h2 + div').innerText()).split(' · ')
  await addLead(page, {
    'First name': `${name.charAt(0)}.`,
    'Last name': name.split(' ').slice(1).join(' '),
    Company: `${company} Inc.`,
    'Job title': 'Head of operations',
    Phone: '+1 757 555 0199',
  })
  await page.getByText(/^May be the same person as/).waitFor()
}

function synced(page: Page): Promise<void> {
  return page.getByText(/all synced/).waitFor({ timeout: 60_000 })
}

/** Three leads from ringing to finish, then on to one that still has a question to ask. */
async function workSomeLeads(page: Page): Promise<void> {
  await page.locator('main h2').first().waitFor()
  for (const outcome of ['n', 'v', '']) {
    const name = await page.locator('main h2').first().innerText()
    await page.keyboard.press('b')
    await page.getByText(/On call/).waitFor()
    if (outcome) await page.keyboard.press(outcome)
    await page.keyboard.press('Control+Enter')
    await page.locator('main h2').first().filter({ hasNotText: name }).waitFor()
  }
  await page.getByRole('button', { name: /^Need info/ }).click()
  await page.locator('main').focus()
  for (let i = 0; i < 40; i++) {
    const open = page.getByText(/^1 of [34] that can still change/)
    if ((await page.locator('#ask-question').count()) > 0 && (await open.count()) > 0) return
    await page.keyboard.press('j')
    await page.waitForTimeout(150)
  }
}

/** @param clear put what is open away first */
async function picture(
  page: Page,
  name: string,
  themes: readonly (typeof THEMES)[number][] = THEMES,
  clear = true,
): Promise<void> {
  await page.mouse.move(0, 0)
  if (clear) await page.keyboard.press('Escape')
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme })
    await page.waitForTimeout(400)
    const path = join(OUT, `${name}-${theme}-1440x900.png`)
    await page.screenshot({ path })
    const { size } = statSync(path)
    if (size > LARGEST) throw new Error(`${path} has ${size} bytes, more than ${LARGEST}`)
  }
}
