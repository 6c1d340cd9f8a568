import type { Page } from 'playwright-core'
import { HOST } from './payloads.ts'

/** Notes every sign that a text became code, or markup, or a request. */
export interface Watch {
  /** What was seen so far. */
  seen: string[]
  /** Answers that carried HTML. */
  pages: number
  /** Looks through the document for markup that came out of a text. */
  look(where: string): Promise<void>
}

/** What no screen of ours has, and every payload would make. */
const MARKUP = `[onerror],[onload],[onfocus],[ontoggle],[onbegin],[onmouseover],iframe,object,embed,base,noscript p,
  meta[http-equiv],form[action],[href^="javascript:" i],[href*="${HOST}"],[src*="${HOST}"],[style*="${HOST}"],script:not([src])`

/** Begins to watch; the page is loaded anew. `origin`: whatever else is asked for is a way out. */
export async function watch(page: Page, origin: string): Promise<Watch> {
  const found: Watch = { seen: [], pages: 0, look }
  let where = 'at the start'
  const note = (what: string) => found.seen.push(`${where}: ${what}`)
  page.on('dialog', (dialog) => {
    note(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/^PWNED|Content Security Policy/.test(message.text())) note(message.text())
  })
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${origin}/`))
      note(`asked for ${request.url()}`)
  })
  page.on('response', (response) => {
    const { 'content-type': type, 'content-security-policy': policy } = response.headers()
    if (!type?.startsWith('text/html')) return
    found.pages += 1
    const wrong = badPolicy(policy)
    if (wrong) note(`${response.url()}: ${wrong}`)
  })
  page.context().on('page', (other) => note(`another window: ${other.url()}`))
  await page.addInitScript('window.__pwned = (n) => console.error("PWNED by", n)')
  await page.reload()
  return found

  async function look(at: string) {
    where = at
    const markup = await page.locator(MARKUP).evaluateAll((all) => all.map((e) => e.outerHTML.slice(0, 200)))
    for (const html of markup) note(`markup: ${html}`)
  }
}

/** What is wrong with the content security policy of a page; null: nothing. */
export function badPolicy(policy: string | undefined | null): string | null {
  if (!policy) return 'no content security policy'
  const directives = new Map(policy.split(';').map((d) => [d.trim().split(' ')[0]!, d.trim()]))
  if (directives.get('default-src') !== "default-src 'none'") return `is open by default: ${policy}`
  const scripts = directives.get('script-src') ?? "script-src 'none'"
  if (!["script-src 'self'", "script-src 'none'"].includes(scripts)) return `lets scripts in: ${scripts}`
  for (const name of ['base-uri', 'frame-ancestors'])
    if (directives.get(name) !== `${name} 'none'`) return `says nothing of ${name}`
  return /unsafe-eval|wasm-unsafe/.test(policy) ? `lets text become code: ${policy}` : null
}
