import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { newId, PASSWORD, removeDataDir, signIn, type TestDevice } from '../central/support.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { freePort } from '../setup/free-port.ts'
import { officeNow } from '../setup/office-hours.ts'
import { type App, openInBrowser } from './support/apps.ts'
import { CentralProcess, until } from './support/central.ts'

beforeAll(async () => void (await build(projectRoot, console.log)))

const chromium = await chromiumOrReason()

type Rows = Record<string, Record<string, unknown>[]>

/** The administration screen before somebody, and central asked by them behind it. */
class Admin {
  constructor(
    readonly page: Page,
    readonly shots: string,
  ) {}

  ask = <T = Rows>(path: string): Promise<T> =>
    this.page.evaluate(async (p) => (await fetch(`/api/v1${p}`)).json(), path) as Promise<T>

  fill = (label: string, text: string) => this.page.getByLabel(label, { exact: true }).fill(text)
  press = (name: string) => this.page.getByRole('button', { name, exact: true }).first().click()
  option = (text: string | RegExp) => this.page.getByRole('option').filter({ hasText: text }).first().click()
  sees = (text: string | RegExp) => this.page.getByText(text).first().waitFor()

  /** Does something on a tab, and waits until central says that it happened. A picture is kept of a tab on which it did not. */
  async on(tab: string, act: () => Promise<unknown>, happened: () => Promise<unknown>): Promise<void> {
    try {
      await this.page.getByRole('tab', { name: tab, exact: true }).click()
      await act()
      await until(`${tab}: central has it`, happened)
    } catch (error) {
      await this.page.screenshot({
        path: join(this.shots, `admin-${tab.toLowerCase().replace(/\W+/gu, '-')}.png`),
      })
      throw error
    }
  }
}

/** Takes hand-offs, or, while it is `gone`, wants no more of them. */
function receiver() {
  const taken: string[] = []
  const state = { gone: true, taken, url: '' }
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => taken.push(chunk.toString()))
    request.on('end', () => response.writeHead(state.gone ? 410 : 200).end())
  })
  return {
    state,
    async listen() {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    },
    close: () => server.close(),
  }
}

describe.skipIf(chromium === null)('administration against a real central, in Chromium', () => {
  it('[UI40] [UI60] to [UI66] each tab does what it says, and central has it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadwright-admin-'))
    const shots = join(tmpdir(), 'leadwright-admin-shots')
    const data = join(folder, 'central')
    const central = new CentralProcess(data, await freePort(), ['--static', 'dist/renderer'])
    const hook = receiver()
    let app: App | null = null
    try {
      await Promise.all([central.start(), hook.listen()])
      const person = (name: string, role: string) =>
        central.api<{ id: string }>('/people', {
          method: 'POST',
          body: JSON.stringify({
            name,
            email: `${name.toLowerCase()}@office.example`,
            role,
            password: PASSWORD,
          }),
        })
      const [ada, ana] = [await person('Ada', 'administrator'), await person('Ana', 'agent')]
      await central.api('/campaigns', { method: 'POST', body: JSON.stringify({ name: 'Spring' }) })
      const respond = async (firstName: string) => {
        const fields = {
          firstName,
          lastName: 'Prado',
          email: `${firstName}@alpha.de`,
          phone: '+442079460011',
        }
        const body = JSON.stringify({ campaign: 'spring', channel: 'web', label: 'form', fields })
        return (await central.api<{ lead: string }>('/responses', { method: 'POST', body })).lead
      }
      const [hot, gone, worked] = [await respond('Hanna'), await respond('Greta'), await respond('Wera')]
      const device = (email: string, id: string) => signIn(central.url, email, id, officeNow)
      const desk = await device('ana@office.example', ana.id)
      await desk.sync()

      app = await openInBrowser(join(folder, 'desk'), central.url)
      const { page } = app
      await page.getByLabel('E-mail').fill('ada@office.example')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Admin', exact: true }).click()
      await walk(new Admin(page, shots), {
        central,
        ada: ada.id,
        desk,
        hot,
        gone,
        worked,
        device,
        hook: hook.state,
      })
    } finally {
      await app?.kill()
      hook.close()
      await central.stop()
      await removeDataDir(data)
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

interface Office {
  central: CentralProcess
  ada: string
  /** Ana's other machine. */
  desk: TestDevice
  device(email: string, person: string): Promise<TestDevice>
  /** Leads: one for Sales, one to be erased, one that Ana works. */
  hot: string
  gone: string
  worked: string
  hook: { gone: boolean; taken: string[]; url: string }
}

async function walk(a: Admin, o: Office): Promise<void> {
  const { page, ask } = a
  const has = async (path: string, list: string, part: object) =>
    (await ask(path))[list]?.some((row) => Object.entries(part).every(([k, v]) => row[k] === v))

  await a.on(
    'People',
    async () => {
      await a.press('Add a person')
      await a.fill('Name', 'Nora Voss')
      await a.fill('E-mail', 'nora@office.example')
      // What is not saved is there again when one comes back.
      await page.getByRole('tab', { name: 'Teams' }).click()
      await a.press('New person')
      expect(await page.getByLabel('E-mail', { exact: true }).inputValue()).toBe('nora@office.example')
      await a.press('Add the person')
      await page.getByRole('textbox', { name: 'Invitation link' }).waitFor()
    },
    () => has('/people', 'people', { name: 'Nora Voss' }),
  )
  await a.on(
    'Teams',
    async () => {
      await a.press('Add a team')
      await a.fill('Name', 'Field calls')
      await a.press('Save')
    },
    () => has('/teams', 'teams', { name: 'Field calls', kind: 'agents' }),
  )
  let key = ''
  const usesKey = async () =>
    (await fetch(`${o.central.url}/api/v1/leads`, { headers: { authorization: `Bearer ${key}` } })).status
  await a.on(
    'API keys',
    async () => {
      await a.press('Add a key')
      await a.fill('Name', 'Reports')
      await page.getByLabel('read leads (leads:read)').check()
      await a.press('Make the key')
      key = await page.getByRole('textbox', { name: 'The key' }).inputValue()
      expect(await usesKey()).toBe(200)
      await a.option('Reports')
      await a.press('Revoke…')
      await a.press('Revoke')
    },
    async () => (await usesKey()) === 401,
  )
  await a.on(
    'Devices',
    async () => {
      await a.option(/Ana/)
      await a.fill('Reason', 'left in a taxi')
      await a.press('Revoke')
    },
    async () => (await ask('/devices')).devices?.some((d) => d.id === o.desk.id && d.revoked !== null),
  )
  const note = newId()
  const written = o.desk.event({
    leadId: o.worked,
    type: 'note.written',
    payload: { note, text: 'Rang twice' },
  })
  await o.desk.post([written])
  await a.on(
    'Quarantine',
    async () => {
      await a.option('Note')
      await a.sees('Rang twice')
      await a.press('Refuse…')
      await a.press('Refuse')
    },
    () => has('/quarantine?state=discarded', 'events', { id: written.id }),
  )
  await a.on(
    'Campaigns',
    async () => {
      await a.press('Add a campaign')
      await a.fill('Name', 'Autumn fair')
      await a.press('Make the campaign')
      await a.press('Put aside…')
      await a.press('Put aside')
      await page.getByRole('button', { name: 'Bring back' }).waitFor()
      await a.fill('Name', 'Autumn fair 2027')
      await a.press('Rename')
    },
    () => has('/campaigns', 'campaigns', { id: 'autumn-fair', name: 'Autumn fair 2027', archived: true }),
  )
  await a.on(
    'Distribution',
    async () => {
      await a.option('Call center')
      await a.press('Add a rule')
      await a.fill('Name of the rule', 'Everything in turn')
      await a.press('Take it over')
      await a.press('Save')
    },
    async () => JSON.stringify(await ask('/distribution')).includes('Everything in turn'),
  )
  await a.on(
    'Nurture',
    async () => {
      await a.press('Add a campaign')
      await a.fill('Name', 'Ideas for later')
      await a.fill('Sender', 'Office')
      await a.fill('Sender’s address', 'ideas@office.example')
      await a.fill('Postal address', '1 Example Street')
      await a.fill('Subject', 'A short guide')
      await a.fill('Text', 'Hello {{ firstName }}')
      await a.press('Make the campaign')
      await page.getByText('Mails', { exact: true }).click()
      await a.press('Add a mail')
    },
    async () =>
      (await ask('/nurture-campaigns')).campaigns?.some(
        (c) => c.name === 'Ideas for later' && c.enabled === false && (c.steps as object[]).length === 2,
      ),
  )
  await a.on(
    'Channels',
    async () => {
      await a.option('Sales')
      await page.getByLabel('Kind', { exact: true }).selectOption('webhook')
      await a.fill('Address', o.hook.url)
      await page.getByLabel('The address may lie in a private network').check()
      await a.press('Save')
      await page.getByRole('textbox', { name: /secret/i }).waitFor()
    },
    () => has('/channels', 'channels', { id: 'sales', kind: 'webhook' }),
  )
  await handOff(o)
  await until('the delivery is dead', () => has('/deliveries?state=dead', 'deliveries', { lead: o.hot }))
  o.hook.gone = false
  await enable(o.central)
  await a.on(
    'Deliveries',
    async () => {
      await a.option('410')
      await a.press('Send again')
    },
    () => has('/deliveries?state=delivered', 'deliveries', { lead: o.hot }),
  )
  await a.on(
    'Outbox',
    async () => {
      await a.option('nora@office.example')
      await a.sees(/\/l\/invitation\//)
    },
    () => has('/mails', 'mails', { to: 'nora@office.example', kind: 'invitation' }),
  )
  await a.on(
    'Suppression',
    async () => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'robinson.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('phone\n+442079460099\n'),
      })
      await a.press('Send the list')
    },
    () => has('/suppressions', 'lists', { id: 'robinson', entries: 1 }),
  )
  await a.on(
    'Erasure',
    async () => {
      await page.getByRole('textbox', { name: 'Who asked to be erased?' }).fill('Greta')
      await a.press('Look at what is held on Greta Prado')
      await page.getByRole('textbox', { name: 'Reason' }).fill('By letter of 20 November')
      await a.press('Erase…')
      await a.press('Erase')
      await a.sees('By letter of 20 November')
    },
    () => has('/erasures', 'erasures', { lead: o.gone, by: o.ada, suppressed: true }),
  )
}

/** A supervisor sends the lead to Sales by hand. */
async function handOff({ device, ada, hot }: Office): Promise<void> {
  const desk = await device('ada@office.example', ada)
  const event = desk.event({ leadId: hot, type: 'route.set', payload: { route: 'hot', reason: 'rang us' } })
  expect((await desk.sync([event])).verdicts).toMatchObject([{ verdict: 'applied' }])
}

/** A receiver that answered 410 switches its channel off. */
async function enable(central: CentralProcess): Promise<void> {
  const { channels } = await central.api<Rows>('/channels')
  const { kind, url, allowPrivate, mapping } = channels!.find((c) => c.id === 'sales')!
  const body = JSON.stringify({ kind, url, allowPrivate, mapping, enabled: true })
  await central.api('/channels/sales', { method: 'PUT', body })
}
