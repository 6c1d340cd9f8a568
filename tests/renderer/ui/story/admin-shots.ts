import type { Page } from 'playwright-core'
import type { Shot } from './shots.ts'

const ADMIN = 'leads=5&me=sam&screen=admin'

/** Opens a tab, then a line of its list. */
const at =
  (tab: string, line?: string, more?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    if (line !== undefined) await page.getByRole('option').filter({ hasText: line }).first().click()
    await more?.(page)
  }
const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click()

async function rotate(page: Page): Promise<void> {
  await press('New secret…')(page)
  await press('Make it')(page)
}

/** The administration screen, tab by tab. */
export const ADMIN_SHOTS: Record<string, Shot> = {
  adminPeople: { query: ADMIN },
  adminPerson: { query: ADMIN, act: at('People', 'Ana Moreira') },
  adminPersonHours: {
    query: ADMIN,
    act: at('People', 'Ana Moreira', (page) =>
      page.getByLabel('Open at a time, at most').scrollIntoViewIfNeeded(),
    ),
  },
  adminInvited: { query: ADMIN, act: at('People', 'Ines Keller', press('Make an invitation link')) },
  adminNewPerson: { query: ADMIN, act: at('People', undefined, press('Add a person')) },
  adminSupervisor: { query: ADMIN.replace('sam', 'judith'), act: at('People', 'Ines Keller') },
  adminTeams: { query: ADMIN, act: at('Teams', 'Sales North') },
  adminChannels: { query: ADMIN, act: at('Channels', 'Sales') },
  adminSecret: { query: ADMIN, act: at('Channels', 'Sales', rotate) },
  adminDeliveries: { query: ADMIN, act: at('Deliveries', 'answered 500') },
  adminDistribution: { query: ADMIN, act: at('Distribution', 'Germany') },
  adminRule: { query: ADMIN, act: at('Distribution', 'Germany', press('Change')) },
  adminNurture: { query: ADMIN, act: at('Nurture', 'Warm until spring') },
  adminNurtureSteps: {
    query: ADMIN,
    act: at('Nurture', 'Warm until spring', async (page) => {
      await page.getByText('Mails', { exact: true }).click()
      await press('Change mail 2')(page)
    }),
  },
  adminNurturePreview: {
    query: ADMIN,
    act: at('Nurture', 'Warm until spring', async (page) => {
      await page.getByText('Mails', { exact: true }).click()
      await press('Preview mail 1')(page)
    }),
  },
  adminEnricher: {
    query: ADMIN,
    act: at('Enrichers', 'Company register', async (page) => {
      await page.getByLabel('About which lead?').fill('mar')
      await page
        .getByRole('button', { name: /^Ask about/u })
        .first()
        .click()
      await page.getByRole('button', { name: 'Delete…' }).scrollIntoViewIfNeeded()
    }),
  },
  adminEnrolments: {
    query: ADMIN,
    act: at('Nurture', 'Warm until spring', (page) =>
      page.getByText('Who is in it', { exact: true }).click(),
    ),
  },
  adminOutbox: { query: ADMIN, act: at('Outbox', 'Three things') },
  adminDevices: { query: ADMIN, act: at('Devices', 'Leadwright desktop') },
  adminCampaigns: { query: ADMIN, act: at('Campaigns', 'Expo follow-up') },
  adminKeys: { query: ADMIN, act: at('API keys', undefined, press('Add a key')) },
  adminQuarantine: { query: ADMIN, act: at('Quarantine', 'Note') },
  adminErasure: {
    query: ADMIN,
    act: at('Erasure', undefined, async (page) => {
      await page.getByRole('textbox', { name: 'Who asked to be erased?' }).fill('a')
      await page
        .getByRole('button', { name: /^Look at what is held/u })
        .first()
        .click()
      await page.getByRole('textbox', { name: 'Reason' }).fill('By letter of 20 November')
    }),
  },
  adminNewNurture: { query: ADMIN, act: at('Nurture', undefined, press('Add a campaign')) },
  adminNotSaved: {
    query: ADMIN,
    act: at('Teams', 'Sales North', async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Sales North and East')
      await page.getByRole('tab', { name: 'API keys' }).click()
    }),
  },
  adminTeams0: { query: `${ADMIN}&many=0`, act: at('Teams') },
}
