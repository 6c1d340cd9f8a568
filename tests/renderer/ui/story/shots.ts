import type { Page } from 'playwright-core'

/** Every screen and dialog there is to see, each by its address and the keys that lead to it. */
export interface Shot {
  query: string
  act?: (page: Page) => Promise<void>
}

const keys =
  (...list: string[]) =>
  async (page: Page) => {
    for (const key of list) {
      await page.keyboard.press(key)
      await page.waitForTimeout(120)
    }
  }

export const SHOTS: Record<string, Shot> = {
  signIn: { query: 'out=1' },
  desk200: { query: 'leads=200' },
  deskOffline: { query: 'leads=200&sync=offline', act: keys('d', 'n') },
  deskNext: { query: 'leads=200', act: keys('j', 'j', 'j') },
  desk1: { query: 'leads=1' },
  desk0: { query: 'leads=0' },
  decided: { query: 'leads=1', act: keys('1', '1', '1', '1') },
  doNotCall: {
    query: 'leads=1&me=judith&owner=judith&screen=queue',
    act: async (page) => {
      await keys('b', 'x', 'Control+Enter', 'f')(page)
      await page.keyboard.type('marcus')
      await keys('Enter')(page)
    },
  },
  callback: { query: 'leads=20', act: keys('d', 'c') },
  route: { query: 'leads=20', act: keys('g') },
  skip: { query: 'leads=20', act: keys('z') },
  amend: { query: 'leads=1', act: keys('o') },
  palette: {
    query: 'leads=20',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('ma')
    },
  },
  sheet: { query: 'leads=20', act: keys('?') },
  find: {
    query: 'leads=200&screen=find',
    act: async (page) => {
      await page.keyboard.type('ma')
    },
  },
  add: { query: 'leads=5&screen=add' },
  me: { query: 'leads=5&screen=me&sync=signIn' },
  contact: { query: 'leads=5', act: (page) => page.getByRole('tab', { name: 'Contact and more' }).click() },
  team: {
    query: 'leads=2000&me=judith&screen=team',
    act: (page) => page.getByLabel("Choose Ben Okafor's leads").click(),
  },
  reassign: {
    query: 'leads=200&me=judith&screen=team',
    act: async (page) => {
      await page.getByLabel("Choose Ben Okafor's leads").click()
      await page.keyboard.press('r')
    },
  },
  import: { query: 'leads=5&me=judith&screen=import', act: choose },
  importDone: {
    query: 'leads=5&me=judith&screen=import',
    act: async (page) => {
      await choose(page)
      await page.getByRole('button', { name: 'Import', exact: true }).last().click()
    },
  },
}

async function choose(page: Page): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
  await page.getByText('Known by').waitFor()
}
