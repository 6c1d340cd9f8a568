import { get } from 'node:http'
import type { Page } from 'playwright-core'
import { build } from '../../../../scripts/build/build.ts'
import { projectRoot } from '../../../../scripts/project-root.ts'
import type { LeadPage } from '../../../../shared/api/api.ts'
import { as, EVERYBODY, everybody, type Shell, SMALL, USUAL, type Who } from '../../../e2e/roles/roles.ts'
import { openInBrowser, openInElectron } from '../../../e2e/support/apps.ts'
import { type CentralProcess, until } from '../../../e2e/support/central.ts'
import { electronOrReason, openScreen } from '../../../electron/support.ts'
import { chromiumOrReason } from '../../../setup/chromium.ts'
import type { Asked, Outcome, Proof, Size } from '../../proof.ts'
import { PAYLOADS } from './payloads.ts'
import { POISONED, poison } from './poisoned-office.ts'
import { badPolicy, type Watch, watch } from './watch.ts'
import { CLIMBING, isForeign, waysOut } from './ways-out.ts'

/** Leads whose every text is a payload: with 200 each field has each payload. */
export const LEADS: Record<Size, number> = { test: 12, short: PAYLOADS.length, full: PAYLOADS.length }

/**
 * [AU11] [DS3] [DS8] [DS14] Scripts in every text, through every screen of everybody; every way out of the page, and out of the folder it is served
 * from: none runs, none becomes markup, nothing leads away.
 */
export const shell: Proof = {
  name: 'shell',
  inBrowsers: true,
  async run(asked: Asked): Promise<Outcome> {
    const leads = asked.sizes.get('leads') ?? LEADS[asked.size]
    await build(projectRoot, asked.say)
    const electron = electronOrReason()
    const screen = electron === null ? null : await openScreen()
    const notes: string[] = []
    const failures: string[] = []
    const go = async (name: string, open: Shell) => {
      const { note, found } = await inOne(open, leads)
      notes.push(`${name}: ${note}`)
      failures.push(...found.slice(0, 30).map((f) => `${name}, ${f}`))
      asked.say(`shell: ${name}, ${note}`)
    }
    try {
      if ((await chromiumOrReason()) !== null) await go('Chromium', openInBrowser)
      if (electron !== null && screen !== null)
        await go('Electron', (profile, central) =>
          openInElectron(electron, projectRoot, profile, central, screen.display),
        )
    } finally {
      screen?.close()
    }
    return {
      size: `${PAYLOADS.length} payloads, ${leads} leads`,
      seeds: '',
      failures: notes.length > 0 ? failures : ['neither a Chromium nor an Electron is on this machine'],
      note: notes.join('; '),
    }
  },
}

/** These have the larger screen in the browser and the smaller one in the desktop program, the others the other way round. */
const LARGER: ReadonlySet<Who> = new Set(['ana', 'jo'])

/** In one shell, on the walks of `who`. Returns what was done, and what is not as promised. */
export async function inOne(
  open: Shell,
  leads: number,
  who: readonly Who[] = EVERYBODY,
): Promise<{ note: string; found: string[] }> {
  const found: string[] = []
  let watched: Watch | null = null
  let isDesktop = false
  let [texts, looks, seenLeads, ways] = [0, 0, 0, 0]
  await everybody(
    open,
    async (_app, name) => {
      looks += 1
      await watched?.look(name)
    },
    {
      async central(central) {
        texts = await poison(central, leads)
        found.push(...(await climbed(central)), ...(await unguardedPages(central)))
      },
      async app({ page }, walk) {
        const origin = await page.evaluate(() => location.origin)
        watched = await watch(page, origin)
        await page.getByLabel('E-mail').waitFor()
        // In a browser the page may go where it likes; the desktop program keeps it.
        isDesktop = origin !== walk.central.url
        if (isDesktop) {
          const tried = await waysOut(page)
          ways = tried.tried
          found.push(...tried.out, ...(await climbedFromPage(page)))
          // That the policy stops some of it is well.
          found.push(...watched.seen.filter((s) => !/Content Security Policy/.test(s)))
        }
        await mustNotice(page, watched)
        await page.reload()
        const held = watched
        await as(walk, POISONED, async () => {
          seenLeads = await everyLead(page, leads, held)
        })
      },
    },
    who,
    (name) => (LARGER.has(name) === isDesktop ? SMALL : USUAL),
  )
  const { seen, pages } = watched! as Watch
  // Some go from the desk before their turn comes: with half of them each payload has stood in most of the fields.
  if (seenLeads < leads / 2) found.push(`only ${seenLeads} of ${leads} leads were opened`)
  const note = `${texts} poisoned texts, ${seenLeads} leads opened, ${looks} screens and dialogs, ${pages} pages served, ${ways} ways out`
  return { note, found: [...new Set([...found, ...seen])] }
}

/** One after the other, by the key for the next, with all that is known of each. Returns how many were seen. */
async function everyLead(page: Page, leads: number, watched: Watch): Promise<number> {
  const seen = new Set<string>()
  const phone = page.locator('main header').first()
  await phone.getByText(PHONE).waitFor()
  for (let n = 0; n < leads * 2 && seen.size < leads; n += 1) {
    const number = PHONE.exec(await phone.innerText())?.[0]
    if (number && !seen.has(number)) {
      seen.add(number)
      const more = page.getByText('Contact and more', { exact: true })
      await more.click()
      await watched.look(`the lead ${number}`)
    }
    await page.keyboard.press('j')
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
  }
  return seen.size
}

const PHONE = /\+1 \d{3} 555 01\d\d/

/** Markup that is put into the page by hand must be seen, or the watch sees nothing at all. */
async function mustNotice(page: Page, watched: Watch): Promise<void> {
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), PAYLOADS[0]!)
  await watched.look('by hand')
  // What the browser says of its policy may come late on a busy machine.
  await until('the watch sees markup that was put in by hand', async () =>
    [/markup/, /Policy/].every((sign) => watched.seen.some((s) => sign.test(s))),
  )
  watched.seen.length = 0
}

/** The paths as they are, which fetch would tidy. */
async function climbed({ port }: CentralProcess): Promise<string[]> {
  const out: string[] = []
  for (const path of CLIMBING) {
    const text = await new Promise<string>((done, fail) => {
      get({ host: '127.0.0.1', port, path }, (answer) => {
        let body = ''
        answer.on('data', (chunk: Buffer) => {
          body += chunk.toString()
        })
        answer.on('end', () => done(body))
      }).on('error', fail)
    })
    if (isForeign(text)) out.push(`central gave a file that is not the page's for ${path}`)
  }
  return out
}

const climbedFromPage = (page: Page): Promise<string[]> =>
  page
    .evaluate(async (paths) => {
      const texts: [string, string][] = []
      for (const path of paths)
        texts.push([path, await fetch(`app://leadwright${path}`).then((a) => a.text(), String)])
      return texts
    }, CLIMBING)
    .then((texts) => texts.flatMap(([path, text]) => (isForeign(text) ? [`a foreign file for ${path}`] : [])))

/** Addresses that answer with a page of their own, good token or not; and the page, wherever it is. */
const PAGES = [
  '/',
  '/leads/x',
  '/l/nothing',
  ...['invitation', 'unsubscribe', 'click', 'form', 'shop'].map((k) => `/l/${k}/x`),
]

async function unguardedPages(central: CentralProcess): Promise<string[]> {
  const out: string[] = []
  const { leads } = await central.api<LeadPage>('/leads?limit=1')
  const brief = await central.call(`/leads/${leads[0]!.lead.id}/brief.html`)
  const answers = [brief, ...(await Promise.all(PAGES.map((path) => fetch(central.url + path))))]
  for (const answer of answers) {
    const type = answer.headers.get('content-type') ?? ''
    const wrong = type.startsWith('text/html')
      ? badPolicy(answer.headers.get('content-security-policy'))
      : `is ${type}`
    if (wrong) out.push(`${answer.url}: ${wrong}`)
  }
  return out
}
