import { createReadStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Page, chromium as playwright } from 'playwright-core'

/**
 * Pictures of every screen: `npx vite build --config tests/renderer/ui/story/vite.config.ts --outDir DIR`, then
 * `npx tsx tests/renderer/ui/story/shoot.ts DIR OUT [name...]`.
 */
const [dir, out, ...only] = process.argv.slice(2)
if (!dir || !out) throw new Error('shoot.ts DIR OUT [name...]')

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const server = createServer((req, res) => {
  const path = new URL(req.url ?? '/', 'http://x').pathname
  const file = path === '/' ? 'index.html' : path.slice(1)
  res.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
  createReadStream(join(dir, file))
    .on('error', () => res.writeHead(404).end())
    .pipe(res)
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const keys =
  (...list: string[]) =>
  async (page: Page) => {
    for (const key of list) {
      await page.keyboard.press(key)
      await page.waitForTimeout(120)
    }
  }
const SHOTS: Record<string, { query: string; act?: (page: Page) => Promise<void> }> = {
  signIn: { query: 'out=1' },
  desk200: { query: 'leads=200' },
  deskOffline: { query: 'leads=200&sync=offline', act: keys('d', 'n') },
  deskNext: { query: 'leads=200', act: keys('j', 'j', 'j') },
  desk1: { query: 'leads=1' },
  desk0: { query: 'leads=0' },
  decided: { query: 'leads=1', act: keys('1', '1', '1', '1') },
  callback: { query: 'leads=20', act: keys('d', 'c') },
  route: { query: 'leads=20', act: keys('g') },
  palette: { query: 'leads=20', act: keys('Control+k') },
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
    query: 'leads=2000&me=judith&screen=team',
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
  await page.waitForTimeout(400)
}

await mkdir(out, { recursive: true })
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
})
for (const [width, height] of [
  [1440, 900],
  [1280, 800],
] as const)
  for (const theme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width, height } })
    page.on('pageerror', (e) => console.error('page error', e.message))
    page.on('console', (m) => {
      if (['error', 'warning'].includes(m.type())) console.error('console', m.text())
    })
    for (const [name, shot] of Object.entries(SHOTS)) {
      if (only.length > 0 && !only.includes(name)) continue
      await page.goto(`${base}/?theme=${theme}&${shot.query}`)
      await page.waitForTimeout(500)
      await shot.act?.(page)
      await page.waitForTimeout(250)
      await page.screenshot({ path: join(out, `${name}-${width}-${theme}.png`) })
    }
    await page.close()
  }
await browser.close()
server.close()
