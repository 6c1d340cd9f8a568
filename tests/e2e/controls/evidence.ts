import type { Page, Response } from 'playwright-core'

/** What a person can notice of a page, to be compared with later. */
export interface Seen {
  /** Where the page is, and all that is on it, but for what is told and what ticks. */
  shown: string
  /** What is told: it comes and goes by itself, only what is new counts. */
  told: string[]
  focus: string
  /** What was used last is no longer there. */
  gone: boolean
}

declare global {
  interface Window {
    /** What is used now. */
    used?: Element
  }
}

const TELLING = '[role=status],[role=alert],[role=log],[role=timer],[aria-live]'
// As text: tsx gives functions a helper's name that the page does not know.
const NAMES_FOCUS = `const e = document.activeElement
  const focus = e === null || e === document.body ? '' : [e.tagName, e.id, e.getAttribute('aria-label'), e.textContent.slice(0, 40)].join(' ')`
const SEE = `(() => {
  const shown = [location.href], told = []
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg, script, style')) continue
    const attributes = [...e.attributes].map((a) => a.name + '=' + a.value).join(' ')
    const texts = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('')
    const text = (attributes + ' ' + texts).replace(/\\d+:\\d\\d(:\\d\\d)?|\\b\\d+ (s|sec|min|minutes?)\\b/g, 'T')
    const value = 'value' in e ? e.value + '|' + e.checked : ''
    ;(e.closest('${TELLING}') ? told : shown).push(e.tagName + ' ' + text + ' ' + value)
  }
  ${NAMES_FOCUS}
  return { shown: shown.join('\\n'), told, focus, gone: window.used?.isConnected === false }
})()`

export const see = (page: Page): Promise<Seen> => page.evaluate(SEE)

/** A difference between two looks that a person would notice; `self`: the focus that a press itself gives. */
export function differs(before: Seen, after: Seen, self: string): boolean {
  if (after.gone || before.shown !== after.shown || after.told.some((line) => !before.told.includes(line)))
    return true
  return after.focus !== before.focus && after.focus !== self && after.focus !== ''
}

/** Everything a page does that is not on it. */
export interface Doings {
  /** Requests, downloads, questions of the browser: each a sign that something happens. */
  signs: string[]
  /** Exceptions and messages of the console. */
  errors: string[]
  refused: Response[]
}

/** Watches the page; what is chosen where a file is asked for is `file`. */
export function follow(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Doings {
  const doings: Doings = { signs: [], errors: [], refused: [] }
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname
    // They come by themselves.
    if (!/\/(poke|sync)$/.test(path)) doings.signs.push(`${request.method()} ${path}`)
    else if (path.endsWith('sync')) doings.signs.push('sync')
  })
  page.on('response', (response) => {
    if (response.status() >= 400) doings.refused.push(response)
  })
  page.on('download', (download) => {
    doings.signs.push(`download ${download.suggestedFilename()}`)
    void download.cancel()
  })
  page.on('filechooser', (chooser) => {
    doings.signs.push('a file is asked for')
    void chooser.setFiles(file)
  })
  page.on('dialog', (dialog) => {
    doings.signs.push(`the browser asks: ${dialog.message()}`)
    void dialog.accept()
  })
  page.context().on('page', (other) => {
    doings.signs.push(`another window: ${other.url()}`)
    void other.close()
  })
  page.on('pageerror', (error) => doings.errors.push(`threw ${String(error.stack ?? error).slice(0, 400)}`))
  page.on('console', (message) => {
    // A refusal is judged by itself.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      doings.errors.push(`console: ${message.text().slice(0, 400)}`)
  })
  return doings
}

/** A refusal that the screen does not tell; null: it does. */
export async function untold(page: Page, response: Response): Promise<string | null> {
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string }
  const body = page.locator('body')
  const text = (await body.innerText()).replace(/\s+/gu, ' ')
  const said = [problem.detail, problem.title].some((line) => line && text.includes(line.slice(0, 60)))
  if (said || (await page.locator('[role=alert], [aria-invalid=true]').count()) > 0) return null
  return `${response.status()} of ${response.request().method()} ${response.url()} is not told: ${problem.detail}`
}
