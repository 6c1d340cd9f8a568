import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ElectronApplication, Frame } from 'playwright-core'
import { type Channel, IPC } from '../../shared/ipc/contract.ts'

/** What the page itself would be answered, for every channel. */
const ARGUMENTS: Record<Channel, unknown[]> = {
  'journal:append': ['stranger', ['aGk=']],
  'journal:read': ['stranger'],
  'journal:replace': ['stranger', ['aGk=']],
  'journal:overwrite': ['stranger', 'aGk='],
  'journal:delete': ['stranger'],
  'vault:get': ['stranger'],
  'vault:set': ['stranger', 'secret'],
  'vault:delete': ['stranger'],
  'vault:available': [],
  dial: ['+442079460001'],
  mail: ['ana@example.com'],
  notify: [{ title: 'x', body: 'y' }],
  'notify:chosen': [],
  badge: [3],
  saveFile: [{ name: 'x.csv', content: 'x' }],
  about: [],
}

/** Who asks, channel, and what came of it. */
export type Asking = [who: string, channel: string, outcome: string]

/**
 * Every channel, as it would be right, from pages that have the preload and are not the page: another window at another origin, one at the page's
 * own, and a frame in either.
 * @param app the folder of the shell
 */
export async function askAsStrangers(electron: ElectronApplication, app: string): Promise<Asking[]> {
  const server = createServer((_asked, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Stranger</title>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const asked: Asking[] = []
  try {
    for (const url of [other, 'app://leadwright/']) {
      const opened = electron.waitForEvent('window')
      await electron.evaluate(
        ({ BrowserWindow }, { preload, url }) => {
          const webPreferences = { preload, nodeIntegrationInSubFrames: true, sandbox: true }
          const window = new BrowserWindow({ show: false, webPreferences })
          void window.loadURL(url)
        },
        { preload: join(app, 'dist/electron/preload.cjs'), url },
      )
      const page = await opened
      await page.waitForURL(url)
      await page.evaluate(() => {
        const frame = document.createElement('iframe')
        frame.srcdoc = '<p>frame</p>'
        document.body.append(frame)
      })
      for (const frame of [page.mainFrame(), page.frames().at(-1)!]) {
        await frame.waitForFunction(() => 'leadwright' in window)
        const who = `${frame.parentFrame() ? 'a frame in ' : ''}a window at ${new URL(url).protocol}`
        for (const channel of Object.keys(IPC) as Channel[])
          asked.push([who, channel, await outcomeOf(frame, channel)])
      }
      await page.close()
    }
  } finally {
    server.close()
    server.closeAllConnections()
  }
  return asked
}

function outcomeOf(frame: Frame, channel: Channel): Promise<string> {
  return frame.evaluate(
    async ([channel, args]) => {
      const { leadwright } = window as unknown as {
        leadwright: { invoke(channel: string, ...args: unknown[]): Promise<unknown> }
      }
      const late = new Promise<string>((done) => setTimeout(done, 20_000, 'waits'))
      const told = leadwright.invoke(channel as string, ...(args as unknown[])).then(
        () => 'answered',
        (error: Error) => error.message,
      )
      return Promise.race([told, late])
    },
    [channel, ARGUMENTS[channel]] as const,
  )
}
