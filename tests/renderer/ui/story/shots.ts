import type { Page } from 'playwright-core'
import { ADMIN_SHOTS } from './admin-shots.ts'
import { POLICY_SHOTS } from './policy-shots.ts'

/** Every screen and dialog there is to see, each by its address and the keys that lead to it. */
export interface Shot {
  query: string
  act?: (page: Page) => Promise<void>
}

// As text: tsx gives functions a helper's name that the page does not know.
const SETTLED = `new Promise((done) => {
  const end = () => {
    changes.disconnect()
    clearTimeout(longest)
    done()
  }
  const longest = setTimeout(end, 1000)
  let still = setTimeout(end, 50)
  const changes = new MutationObserver(() => {
    clearTimeout(still)
    still = setTimeout(end, 50)
  })
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
})`

/** Waits until nothing has changed on screen for a moment; some screens, as while a call runs, are never still for long. */
export const settled = (page: Page): Promise<void> => page.evaluate(SETTLED)

const keys =
  (...list: string[]) =>
  async (page: Page) => {
    for (const key of list) {
      await page.keyboard.press(key)
      await settled(page)
    }
  }

const both =
  (...acts: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const act of acts) {
      await act(page)
      await settled(page)
    }
  }

/** Finds a lead and opens it. */
const open = (text: string) => async (page: Page) => {
  await page.keyboard.press('/')
  await settled(page)
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** They are looked for when nobody waits, and move what is beneath. */
const likelyDuplicate = (page: Page) => page.getByText(/^May be the same person/).waitFor()

const teamShown = (page: Page) =>
  page.getByRole('region', { name: 'Where leads went', exact: true }).waitFor()

const tab = (name: string) => (page: Page) => page.getByRole('tab', { name }).click()

export const SHOTS: Record<string, Shot> = {
  signIn: { query: 'out=1' },
  glance: { query: 'leads=200&glance=1' },
  desk200: { query: 'leads=200' },
  deskOffline: { query: 'leads=200&sync=offline', act: keys('d', 'n') },
  deskNext: { query: 'leads=200', act: keys('j', 'j', 'j') },
  desk1: { query: 'leads=1' },
  deskScript: { query: 'leads=200', act: keys('.', 'e', '-', 'm') },
  deskNoScript: { query: 'leads=200&bare=1', act: keys(',') },
  deskBreak: { query: 'leads=200', act: keys('Control+b') },
  giveBack: {
    query: 'leads=20',
    act: both(keys('z'), (page) => page.getByRole('button', { name: 'To the pool…' }).click()),
  },
  deskFilters: { query: 'leads=200', act: keys('f') },
  deskLater: { query: 'leads=200', act: keys('b', '-') },
  deskUndo: { query: 'leads=200', act: keys('1', '1', '0', 'Control+z') },
  desk0: { query: 'leads=0' },
  escalations: { query: 'leads=20&me=judith&screen=escalations' },
  escalationsResolve: {
    query: 'leads=20&me=judith&screen=escalations',
    act: both(async (page) => page.getByRole('option').first().click(), keys('s')),
  },
  escalations0: { query: 'leads=20&me=judith&screen=escalations&many=0' },
  inbox: { query: 'leads=1&me=judith&screen=inbox' },
  inboxAccepted: { query: 'leads=1&me=judith&screen=inbox', act: tab('Accepted') },
  inboxReturn: { query: 'leads=1&me=judith&screen=inbox', act: keys('r') },
  inboxWon: { query: 'leads=1&me=judith&screen=inbox', act: both(tab('Accepted'), keys('w')) },
  inbox0: { query: 'leads=0&me=judith&screen=inbox&many=0' },
  reportsTimes: { query: 'leads=1&me=judith&screen=reports' },
  reportsTimesTable: {
    query: 'leads=1&me=judith&screen=reports',
    act: (page) => page.getByRole('button', { name: 'As a table' }).first().click(),
  },
  reportsFlow: { query: 'leads=1&me=judith&screen=reports', act: tab('Funnel and flow') },
  reportsAgents: { query: 'leads=1&me=judith&screen=reports', act: tab('Questions and agents') },
  reportsPayOff: { query: 'leads=1&me=judith&screen=reports', act: tab('Pay-off') },
  reports0: { query: 'leads=1&me=judith&screen=reports&many=0' },
  reports1: {
    query: 'leads=1&me=judith&screen=reports&many=1',
    act: tab('Funnel and flow'),
  },
  required: { query: 'leads=2&required=1', act: keys('b', 'i') },
  ownFields: {
    query: 'leads=2&own=1',
    act: async (page) => {
      await page.locator('[data-field="own.vehicles"] input').fill('1,250.5')
      await page.locator('[data-field="own.interests"] input:visible').fill('tra')
      await page.keyboard.press('Enter')
      await page.keyboard.type('pla')
      await page.keyboard.press('Enter')
      await page.locator('[data-field="own.supplier"] input').focus()
      await page.locator('[data-field="own.interests"]').scrollIntoViewIfNeeded()
    },
  },
  decided: { query: 'leads=1', act: keys('1', '1', '1', '1') },
  doNotCall: {
    query: 'leads=1&me=judith&owner=judith&screen=queue',
    act: async (page) => {
      await keys('b', 'x', 'Control+Enter', '/')(page)
      await page.keyboard.type('marcus')
      await keys('Enter')(page)
    },
  },
  callback: { query: 'leads=20', act: keys('d', 'c') },
  route: { query: 'leads=20', act: keys('g') },
  skip: { query: 'leads=20', act: keys('z') },
  amend: { query: 'leads=1', act: keys('o') },
  consent: { query: 'leads=1', act: keys('u') },
  refusal: {
    query: 'leads=1',
    act: async (page) => {
      await keys('u')(page)
      await page.getByLabel('Refuse or withdraw').click()
    },
  },
  closed: {
    query: 'leads=4&at=2026-11-22T05:00:00.000Z',
    act: (page) => page.getByRole('option').first().click(),
  },
  nothingOpen: { query: 'leads=4&at=2026-11-22T05:00:00.000Z' },
  closedCallback: {
    query: 'leads=1',
    act: async (page) => {
      await keys('c')(page)
      await page.getByLabel('Time, there').fill('23:30')
    },
  },
  recovery: { query: 'leads=4&lost=1' },
  palette: {
    query: 'leads=20',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.locator('input:focus[placeholder^="A person"]').waitFor()
      await page.keyboard.type('ma', { delay: 60 })
      await page.getByRole('button', { name: 'Marcus Oyelaran · Bright' }).waitFor()
    },
  },
  sheet: { query: 'leads=20', act: keys('?') },
  sheetTeam: { query: 'leads=20&me=judith&screen=team', act: keys('?') },
  wrapUp: { query: 'leads=200', act: keys('b', '1', 'n') },
  find: {
    query: 'leads=200&screen=find',
    act: async (page) => {
      await page.keyboard.type('ma')
    },
  },
  add: { query: 'leads=5&screen=add' },
  addKnown: {
    query: 'leads=5&dup=1&screen=add',
    act: async (page) => {
      await page.getByLabel('First name').fill('Markus')
      await page.getByLabel('Last name').fill('Oyelaran')
      await page.getByRole('textbox', { name: 'Company' }).fill('Bright Harbor Shipping')
      await page.getByRole('textbox', { name: 'E-mail' }).fill('markus@gmail.co')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  addTooLittle: {
    query: 'leads=5&screen=add',
    act: async (page) => {
      await page.getByLabel('First name').fill('Ann')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  meClean: { query: 'leads=5&screen=me' },
  me: { query: 'leads=5&screen=me&sync=signIn' },
  contact: { query: 'leads=5', act: (page) => page.getByRole('tab', { name: 'Contact and more' }).click() },
  team: {
    query: 'leads=2000&me=judith&screen=team',
    act: (page) => page.getByLabel("Choose Ben Okafor's leads").click(),
  },
  teamOverview: { query: 'leads=2000&me=judith&screen=team', act: teamShown },
  teamOffline: { query: 'leads=2000&me=judith&screen=team&sync=offline&away=1', act: teamShown },
  teamMany: { query: 'leads=2000&me=judith&screen=team&agents=30&campaigns=3', act: teamShown },
  teamOne: { query: 'leads=1&me=judith&screen=team&many=1', act: teamShown },
  teamGrouped: {
    query: 'leads=2000&me=judith&screen=team',
    act: async (page) => {
      await page.keyboard.press('o')
      await page.getByLabel('Group by').selectOption('owner')
      const header = page.getByRole('treeitem')
      await header.nth(2).locator('[data-mark]').click()
      await header.nth(1).click()
      await header.nth(2).click()
      await header.nth(3).click({ modifiers: ['Shift'] })
    },
  },
  teamEmpty: { query: 'leads=0&me=judith&screen=team&many=0', act: teamShown },
  qualityEmpty: { query: 'leads=0&me=judith&screen=quality', act: tab('Invalid leads') },
  importEmpty: { query: 'leads=5&me=judith&screen=import' },
  findEmpty: { query: 'leads=200&screen=find', act: (page) => page.keyboard.type('zzz') },
  lift: {
    query: 'leads=1&me=judith&owner=judith&screen=queue',
    act: async (page) => {
      await SHOTS.doNotCall!.act!(page)
      await page.getByRole('button', { name: 'Lift do-not-call' }).click()
    },
  },
  reinstate: {
    query: 'leads=20&dup=1&me=judith',
    act: both(open('rahman'), (page) => page.getByRole('button', { name: 'Reinstate…' }).click()),
  },
  reassign: {
    query: 'leads=200&me=judith&screen=team',
    act: async (page) => {
      await page.getByLabel("Choose Ben Okafor's leads").click()
      await page.keyboard.press('r')
      await page.getByLabel('To', { exact: true }).selectOption('evenly')
      await page.waitForTimeout(400)
    },
  },
  handOver: {
    query: 'leads=200&me=judith&screen=team',
    act: async (page) => {
      await page.getByRole('button', { name: 'Hand over the callbacks of Ben Okafor' }).click()
      await page.waitForTimeout(500)
    },
  },
  reassigned: {
    query: 'leads=200&me=judith&screen=team',
    act: async (page) => {
      await page.getByRole('button', { name: 'Reassigned lately' }).click()
      await page.waitForTimeout(200)
    },
  },
  identity: { query: 'leads=20&dup=1', act: both(open('marcus oye'), likelyDuplicate) },
  duplicate: {
    query: 'leads=20&dup=1',
    act: both(open('marcus oye'), likelyDuplicate, keys('='), (page) => page.getByRole('dialog').waitFor()),
  },
  merged: {
    query: 'leads=20&dup=1',
    act: both(open('hanbit'), (page) => page.getByRole('button', { name: 'Merged from 2' }).click()),
  },
  mergedContact: {
    query: 'leads=20&dup=1',
    act: both(open('hanbit'), (page) => page.getByRole('tab', { name: 'Contact and more' }).click()),
  },
  origins: { query: 'leads=20&dup=1', act: both(open('hanbit'), keys('Control+i')) },
  invalidLead: { query: 'leads=20&dup=1&me=judith', act: open('rahman') },
  pairs: { query: 'leads=20&dup=1&me=judith&screen=quality', act: keys('j', 'j') },
  invalid: { query: 'leads=20&dup=1&me=judith&screen=quality', act: tab('Invalid leads') },
  suppressions: { query: 'leads=20&dup=1&me=sam&screen=quality', act: tab('Suppression lists') },
  suppressionForm: {
    query: 'leads=20&dup=1&me=sam&screen=quality',
    act: async (page) => {
      await tab('Suppression lists')(page)
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'UK TPS.csv', mimeType: 'text/csv', buffer: Buffer.from('number\n') })
      await page.getByRole('button', { name: 'Send the list' }).waitFor()
    },
  },
  suppressionsSent: {
    query: 'leads=20&dup=1&me=sam&screen=quality',
    act: async (page) => {
      await SHOTS.suppressionForm!.act!(page)
      await page.getByRole('button', { name: 'Send the list' }).click()
      await page.getByText('0800').waitFor()
    },
  },
  breaches: { query: 'leads=20&dup=1&me=judith&screen=quality', act: tab('Forbidden calls') },
  ...ADMIN_SHOTS,
  ...POLICY_SHOTS,
  import: { query: 'leads=5&me=judith&screen=import', act: choose },
  importChecked: {
    query: 'leads=5&me=judith&screen=import',
    act: async (page) => {
      await choose(page)
      await page.getByRole('button', { name: 'Check for duplicates' }).click()
    },
  },
  importUndone: {
    query: 'leads=5&me=judith&screen=import',
    act: (page) =>
      page.getByRole('button', { name: 'What taking the import of wrong-list.csv back did' }).click(),
  },
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
