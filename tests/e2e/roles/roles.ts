import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '../../../central/demo/people.ts'
import { removeDataDir } from '../../central/support.ts'
import { freePort } from '../../setup/free-port.ts'
import type { App } from '../support/apps.ts'
import { CentralProcess } from '../support/central.ts'
import { administratorWalk } from './administrator.ts'
import { agentWalk } from './agent.ts'
import { inboxWalk } from './inbox.ts'
import { supervisorWalk } from './supervisor.ts'
import type { Walk } from './walk.ts'

export type Shell = (folder: string, central: string) => Promise<App>
/** Takes the picture of what is on screen, looks at it otherwise, or does nothing. */
export type Look = (app: App, name: string) => Promise<void>
/** Called with central when everybody is there, and with the desk before anybody of them has signed in. */
export interface Before {
  central(central: CentralProcess): Promise<void>
  app(app: App, walk: Walk): Promise<void>
}

const WALKS = { ana: agentWalk, noor: inboxWalk, jo: supervisorWalk, sam: administratorWalk }
export type Who = keyof typeof WALKS
export const EVERYBODY = Object.keys(WALKS) as Who[]

export type Size = Readonly<Record<'width' | 'height', number>>
export const SMALL: Size = { width: 1280, height: 800 }
export const USUAL: Size = { width: 1440, height: 900 }

/**
 * A demo campaign, and everybody who works with it at one machine, one after another: each walks through all of their screens, does
 * what they are there for, and central is asked whether it happened. A page that throws fails the walk.
 */
export async function everybody(
  shell: Shell,
  look: Look,
  before?: Before,
  who: readonly Who[] = EVERYBODY,
  sizeOf?: (who: Who) => Size,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-roles-'))
  const data = join(folder, 'central')
  const central = new CentralProcess(data, await freePort(), ['--demo', '--static', 'dist/renderer'])
  let app: App | null = null
  try {
    await central.start()
    const team = await central.api<{ id: string }>(
      '/teams',
      post({ name: 'Field sales', kind: 'sales', campaigns: null }),
    )
    const sales = {
      name: 'Noor Aziz',
      email: 'noor@leadwright.example',
      role: 'inbox',
      team: team.id,
      password: DEMO_PASSWORD,
    }
    await central.api('/people', post(sales))
    for (const person of HOT) await central.api('/responses', post(await responseOf(central, person)))
    await before?.central(central)
    app = await shell(join(folder, 'desk'), central.url)
    const opened = app
    const thrown: string[] = []
    opened.page.on('pageerror', (error) => thrown.push(String(error.stack ?? error)))
    const walk: Walk = { page: opened.page, central, look: (name) => look(opened, name) }
    await before?.app(opened, walk)
    await opened.page.getByRole('button', { name: 'Sign in' }).waitFor()
    await walk.look('sign-in')
    for (const name of who) {
      if (sizeOf) await opened.page.setViewportSize(sizeOf(name))
      await as(walk, name, WALKS[name])
    }
    if (thrown.length > 0) throw new Error(`the page threw: ${thrown.join('\n')}`)
  } catch (error) {
    const picture = join(tmpdir(), `leadwright-walk-${process.pid}.png`)
    await app?.page.screenshot({ path: picture }).then(() => console.log(`what was on screen: ${picture}`))
    throw error
  } finally {
    await app?.kill()
    await central.stop()
    await removeDataDir(data)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Two who are ready to buy when they respond: they go to Sales without a call. */
const HOT = [
  { firstName: 'Rosa', lastName: 'Quint', company: 'Quint Freight', email: 'rosa@quint.example' },
  { firstName: 'Emil', lastName: 'Sander', company: 'Sander Parts', email: 'emil@sander.example' },
]

async function responseOf(central: CentralProcess, person: Record<string, string>) {
  const { campaigns } = await central.api<{ campaigns: { id: string }[] }>('/campaigns')
  const answers = { timeline: 'within3', need: 'urgent', budget: 'approved', decisionRole: 'decides' }
  const fields = { ...person, ...answers, companySize: '700', country: 'US' }
  return { campaign: campaigns[0]!.id, channel: 'web', label: 'Asked for an offer', fields }
}

const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

/** Signs in, walks, signs out by the palette. */
export async function as(walk: Walk, who: string, go: (walk: Walk) => Promise<void>): Promise<void> {
  const { page } = walk
  const began = performance.now()
  await page.getByLabel('E-mail').fill(`${who}@leadwright.example`)
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Screens' }).waitFor()
  await go(walk)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page
    .getByRole('dialog')
    .getByPlaceholder(/what you want to do/)
    .fill('Sign out')
  await page.keyboard.press('Enter')
  await page.getByText('You are signed out.').waitFor()
  // [UI79] Whoever comes next types at once.
  await page.locator('form input:focus').waitFor()
  console.log(`${who}: ${Math.round(performance.now() - began)} ms`)
}
