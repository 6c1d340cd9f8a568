import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from '../../../scripts/build/build.ts'
import { projectRoot } from '../../../scripts/project-root.ts'
import { inOffice, type Office, PASSWORD, type Shell } from '../../e2e/story/office.ts'
import { type App, openInElectron } from '../../e2e/support/apps.ts'
import { electronOrReason, openScreen } from '../../electron/support.ts'
import type { Asked, Outcome, Proof } from '../proof.ts'
import { codingsOf, findTexts } from './find-text.ts'

/**
 * [OB22] The desktop program works with a person whose name, address, number and note stand nowhere else: imported, captured, called, noted, synced, and
 * worked without central; it is closed, crashed and killed. Nothing of it, of the password or of the session's token is found in any
 * file it leaves: database, journal, caches, logs, dumps.
 */
export const atRest: Proof = {
  name: 'at-rest',
  inBrowsers: true,
  async run({ say }: Asked): Promise<Outcome> {
    const electron = electronOrReason()
    if (electron === null) return { size: '', seeds: '', note: 'no Electron on this machine', failures: [] }
    await build(projectRoot, say)
    const screen = await openScreen()
    try {
      const open: Shell = (profile, central) =>
        openInElectron(electron, projectRoot, profile, central, screen.display)
      return await searched(open)
    } finally {
      screen.close()
    }
  },
}

/** Letters that nothing can compress. */
const canary = (): string =>
  `Q${randomBytes(12)
    .toString('hex')
    .replace(/\d/g, (d) => 'ghijklmnop'[Number(d)]!)}`
const PHONE = '+12065550177'

async function searched(shell: Shell): Promise<Outcome> {
  const [first, last, company, note, offline, captured] = Array.from({ length: 6 }, canary) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const texts: Record<string, string> = {
    'a first name': first,
    'a last name': last,
    'a company': company,
    'a mail address': `${last}@${company}.example`,
    'a number': PHONE.slice(1),
    'a number as it is read': '206 555 0177',
    'a note': note,
    'a note without central': offline,
    'a captured name': captured,
    'the password': PASSWORD,
  }
  const failures = isBlind(texts) ? ['the search is blind: what was put there was not found'] : []
  const found: string[] = []
  let [files, bytes] = [0, 0]
  const csv = `First Name,Last Name,Company,Email,Phone,Country\n${first},${last},${company},${texts['a mail address']},${PHONE},US\nBen,Storyson,Oak,ben@oak.example,+12125550199,US\n`
  await inOffice(
    async (profile, central) => {
      const wire = await listening(central)
      mkdirSync(profile, { recursive: true })
      const logging = {
        ELECTRON_ENABLE_LOGGING: 'file',
        ELECTRON_LOG_FILE: join(profile, 'electron.log'),
      }
      Object.assign(process.env, logging)
      const app = await shell(profile, wire.url).finally(() => {
        for (const name of Object.keys(logging)) delete process.env[name]
      })
      return {
        ...app,
        kill: () => app.kill().then(wire.end),
        close: () => app.close().then(wire.end),
      }
    },
    2,
    async (office) => {
      const search = (when: string) => {
        const { hits, ...size } = findTexts(office.profile, texts)
        found.push(...hits.map((hit) => `${when}, ${hit}`))
        ;[files, bytes] = [Math.max(files, size.files), Math.max(bytes, size.bytes)]
      }
      const app = await worked(office, `${first} ${last}`, note, captured)
      if (tokens.length === 0) failures.push('no token went over the wire')
      for (const [n, token] of tokens.entries()) texts[`token ${n}`] = token
      await crashed(app)
      await app.close()
      search('after it was closed')

      const again = await office.open()
      await again.agent.sees(/all synced/)
      await office.central.stop()
      await again.agent.talk(offline, 0)
      await again.agent.sees(/offline/i)
      for (const [n, token] of tokens.entries()) texts[`token ${n}`] = token
      await again.app.kill()
      search('after it was killed')
    },
    csv,
  )
  return {
    size: 'closed, crashed and killed',
    seeds: '',
    failures: [...failures, ...found],
    note: `${Object.keys(texts).length} texts in 7 codings, ${files} files, ${Math.round(bytes / 2 ** 20)} MB: ${found.length} hits`,
  }
}

async function worked({ open }: Office, name: string, note: string, captured: string): Promise<App> {
  const { app, agent } = await open()
  const { page } = app
  await agent.sees(/all synced/)
  await agent.pick(name)
  await agent.finish(await agent.talk(note, 1), '')
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('textbox', { name: 'Last name' }).fill(captured)
  await page.getByRole('textbox', { name: 'Phone', exact: true }).fill('+1 206 555 0178')
  await page.keyboard.press('Control+Enter')
  await page.locator('main header h2', { hasText: captured }).waitFor()
  await agent.sees(/all synced/)
  return app
}

/** The page's process dies with everything in its memory; the program opens the page anew. */
async function crashed({ page }: App): Promise<void> {
  const gone = page.waitForEvent('crash')
  const devtools = await page.context().newCDPSession(page)
  // Nobody is left to answer.
  void devtools.send('Page.crash').catch(() => undefined)
  await gone
}

const tokens: string[] = []

/** Between the program and central, where the page does not look: notes the tokens that sessions get. */
async function listening(central: string): Promise<{ url: string; end(): void }> {
  const server = createServer((asked, answer) => {
    const { method, headers, url } = asked
    const on = request(`${central}${url}`, { method, headers }, (got) => {
      const token = /leadwright=([^;]+)/.exec(String(got.headers['set-cookie']))?.[1]
      if (token && !tokens.includes(token)) tokens.push(token)
      answer.writeHead(got.statusCode!, got.headers)
      got.pipe(answer)
      got.on('error', () => answer.destroy())
    })
    on.on('error', () => answer.destroy())
    answer.on('close', () => on.destroy())
    asked.pipe(on)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Every text in every coding, in the middle of something else, must be found. */
function isBlind(texts: Record<string, string>): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-blind-'))
  const all = Object.values(texts).flatMap(codingsOf)
  for (const [n, [, bytes]] of all.entries()) {
    const inside = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')])
    writeFileSync(
      join(folder, String(n)),
      n % 2 === 0 ? inside : Buffer.concat([Buffer.from('x'), gzipSync(inside)]),
    )
  }
  const { hits } = findTexts(folder, texts)
  rmSync(folder, { recursive: true })
  return hits.length < all.length
}
