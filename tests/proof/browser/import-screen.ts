import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from '../../../scripts/build/build.ts'
import { projectRoot } from '../../../scripts/project-root.ts'
import { watchTasks } from '../../bench/support/own-time.ts'
import { PASSWORD } from '../../central/support.ts'
import { Agent } from '../../e2e/story/agent.ts'
import { openInBrowser } from '../../e2e/support/apps.ts'
import { chromiumOrReason } from '../../setup/chromium.ts'
import { officeNow } from '../../setup/office-hours.ts'
import type { Outcome, Proof, Size } from '../proof.ts'
import { withCentral } from '../support/central.ts'

const ROWS: Record<Size, number> = { test: 1000, short: 2000, full: 100_000 }
/** Of a row: what the screen holds of a file shows by its size, not by its rows. */
const ROW_BYTES: Record<Size, number> = { test: 10_000, short: 40_000, full: 4000 }
const MOST_MB = 300
/** Of a task of the screen's thread, in ms of the thread's own time. */
const STALL_MS = 50

/** [IN73] A large file at the import screen of a real browser: looked at, checked against what is there, and imported, while the screen stands still for no moment. */
export const importScreen: Proof = {
  name: 'import-screen',
  inBrowsers: true,
  async run({ size, sizes, databases, say }): Promise<Outcome> {
    const none = { size: '', seeds: '', failures: [], note: 'no Chromium on a Linux here' }
    if (process.platform !== 'linux' || (await chromiumOrReason()) === null) return none
    await build(projectRoot, say)
    const rows = sizes.get('rows') ?? ROWS[size]
    const folder = mkdtempSync(join(tmpdir(), 'leadwright-import-'))
    const { file, mb } = fileOf(folder, rows, ROW_BYTES[size])
    try {
      return await withCentral(
        databases,
        async ({ url, people }) => {
          const app = await openInBrowser(join(folder, 'profile'), url)
          try {
            const supervisor = new Agent(app.page, new Map())
            await supervisor.signIn(people.sue.email, PASSWORD)
            await supervisor.sees(/all synced/)
            const imported = async <T>(watch: (page: Page) => Promise<() => Promise<T>>): Promise<T> => {
              const seen = await importing(app.page, file, rows, watch)
              await app.page.reload()
              await supervisor.signIn(people.sue.email, PASSWORD)
              await supervisor.sees(/all synced/)
              return seen
            }
            const tasks = await imported(watchTasks)
            // By itself: what watches tasks takes memory.
            const growth = await imported(watchMemory)
            let longest = Math.max(...tasks)
            // On a busy machine a thread is slower by itself, too: what stands still does so each time.
            if (longest > STALL_MS) longest = Math.min(longest, Math.max(...(await imported(watchTasks))))
            const failures = [
              ...(longest > STALL_MS ? [`the screen stood still for ${Math.round(longest)} ms`] : []),
              ...(growth > MOST_MB ? [`the page grew by ${growth} MB`] : []),
            ]
            const note = `longest of ${tasks.length} tasks ${Math.round(longest)} ms of its thread; the page grew by ${growth} MB`
            return { size: `${rows} rows, ${mb} MB`, seeds: '', failures, note }
          } finally {
            await app.kill()
          }
        },
        officeNow,
        { staticDir: join(projectRoot, 'dist/renderer') },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** From the file's choice to its end; resolves to what the watch saw of it. */
async function importing<T>(
  page: Page,
  file: string,
  rows: number,
  watch: (page: Page) => Promise<() => Promise<T>>,
): Promise<T> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: 'Import', exact: true })
    .click()
  await page.locator('input[type=file]').waitFor({ state: 'attached' })
  const seen = await watch(page)
  await choose(page, file)
  await page.getByText('Known by').waitFor()
  await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click()
  await page
    .getByText(new RegExp(`${rows.toLocaleString('en')} rows read`))
    .first()
    .waitFor({ timeout: 180_000 })
  return seen()
}

/** Straight from the disk: a file of this size is not passed on by the test's own line. */
async function choose(page: Page, file: string): Promise<void> {
  const line = await page.context().newCDPSession(page)
  const { root } = await line.send('DOM.getDocument')
  const { nodeId } = await line.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: 'input[type=file]',
  })
  await line.send('DOM.setFileInputFiles', { files: [file], nodeId })
}

/** Watches the memory of the browser's own process and its pages; resolves to what ends that and tells by how many MB it grew at most. */
async function watchMemory(page: Page): Promise<() => Promise<number>> {
  const line = await page.context().browser()!.newBrowserCDPSession()
  const { processInfo } = await line.send('SystemInfo.getProcessInfo')
  const files = processInfo
    .filter(({ type }) => type === 'renderer' || type === 'browser')
    .map(({ id }) => `/proc/${id}/status`)
  // A page in reserve may end meanwhile.
  const kB = (file: string) =>
    existsSync(file) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) : 0
  const now = () => files.reduce((sum, file) => sum + kB(file), 0) / 1024
  const before = now()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, now())
  }, 100)
  return async () => {
    clearInterval(timer)
    await line.detach()
    return Math.round(most - before)
  }
}

function fileOf(folder: string, rows: number, rowBytes: number): { file: string; mb: number } {
  const file = join(folder, 'big.csv')
  const at = openSync(file, 'w')
  let bytes = writeSync(at, 'First name,Last name,Email,Company,Country,Notes\n')
  const words = 'said that they would rather be called in the afternoon. '
  for (let n = 0; n < rows; n += 1) {
    const note = words.repeat(Math.ceil(rowBytes / words.length)).slice(0, rowBytes)
    bytes += writeSync(at, `Ana,Prado ${n},ana.${n}@example.com,"Oak, ${n % 977}",GB,${note}\n`)
  }
  closeSync(at)
  return { file, mb: Math.round(bytes / 2 ** 20) }
}
