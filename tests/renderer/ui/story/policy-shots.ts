import type { Page } from 'playwright-core'
import type { Shot } from './shots.ts'

const POLICY = 'leads=2000&me=judith&screen=policy'

const press = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click()

/** Waits until the draft as it is now was tried. */
const tried = (page: Page) =>
  page
    .locator('main')
    .getByText(/leads? changes? route/)
    .waitFor()

async function heavierTiming(page: Page): Promise<void> {
  await tried(page)
  await page.getByRole('slider', { name: 'Points of Timing' }).focus()
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight')
  await page.waitForTimeout(600)
}

/** The policy screen. */
export const POLICY_SHOTS: Record<string, Shot> = {
  policy: { query: POLICY, act: tried },
  policyDraft: { query: POLICY, act: heavierTiming },
  policyMoney: {
    query: POLICY,
    act: async (page) => {
      await tried(page)
      await page.getByText('Pay-off and cost by channel').click()
    },
  },
  policyRule: {
    query: POLICY,
    act: async (page) => {
      await tried(page)
      await press('Edit rule 2')(page)
    },
  },
  policyField: {
    query: POLICY,
    act: async (page) => {
      await tried(page)
      await press('Edit Purchase timeline')(page)
      await page.getByLabel('Half of it after days').scrollIntoViewIfNeeded()
    },
  },
  policyWrong: {
    query: POLICY,
    act: async (page) => {
      await press('Edit rule 4')(page)
      await page.getByLabel('At most: Score').fill('20')
      await page.waitForTimeout(400)
    },
  },
  policyFit: {
    query: POLICY,
    act: async (page) => {
      await tried(page)
      await press('Fit to outcomes')(page)
      await page.getByText('Take it as the draft').scrollIntoViewIfNeeded()
    },
  },
  policyTooFew: {
    query: `${POLICY}&many=0`,
    act: async (page) => {
      await press('Fit to outcomes')(page)
      await page.getByText('Too few leads').scrollIntoViewIfNeeded()
    },
  },
  policyPublish: {
    query: POLICY,
    act: async (page) => {
      await heavierTiming(page)
      await page.keyboard.press('s')
    },
  },
  policyVersions: {
    query: POLICY,
    act: async (page) => {
      await page.getByRole('tab', { name: 'Versions' }).click()
      await page.getByRole('option').nth(2).click()
    },
  },
  policyOwn: {
    query: POLICY,
    act: async (page) => {
      await page.getByRole('tab', { name: 'Own fields' }).click()
      await page.getByLabel('A new field, by its name').fill('Floors of the building')
      await page.keyboard.press('Enter')
      for (const choice of ['One', 'Two to four', 'More']) {
        await page.getByLabel('A new choice').fill(choice)
        await page.keyboard.press('Enter')
      }
    },
  },
  policyChannels: {
    query: POLICY,
    act: async (page) => {
      await page.getByRole('tab', { name: 'Channels and limits' }).click()
      await press('Consents and limits of Need nurturing')(page)
      await page
        .getByRole('group', { name: 'Consents needed for Need nurturing' })
        .getByText('E-mail')
        .click()
      await press('Consents and limits of Hot')(page)
      await press('Set a limit: Accepted')(page)
      await page.getByLabel('Accepted: Taken away').fill('50')
    },
  },
  policyCalls: {
    query: POLICY,
    act: async (page) => {
      await page.getByRole('tab', { name: 'Calls' }).click()
      await page.getByLabel('A new outcome, by its name').fill('Reached the switchboard')
      await page.keyboard.press('Enter')
      await page.getByText('Only in these hours').click()
      await page.getByLabel('Saturday').fill('10-')
      await page.getByLabel('Key on the desk').fill('n')
      await page.getByText('Asked for before').scrollIntoViewIfNeeded()
    },
  },
  policyScript: {
    query: POLICY,
    act: async (page) => {
      await page.getByRole('tab', { name: 'Script' }).click()
      await page.getByLabel('Opening', { exact: true }).fill('Good day {{ firstName }}, about {{ budgt }}')
    },
  },
  policy0: { query: 'leads=0&me=judith&screen=policy' },
}
