import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IPC } from '../../shared/ipc/contract.ts'
import { askForMail, MAILS } from './mails.ts'
import { recordingCentral } from './recording-central.ts'
import { askAsStrangers } from './strangers.ts'
import { electronOrReason, type Launch, launch, openScreen, shellWithPage, spawnShell } from './support.ts'

const electron = electronOrReason()
const PAGE = {
  'index.html':
    '<!doctype html><title>Test page</title><script src="/page.js"></script><iframe src="/frame.html"></iframe>',
  'frame.html': '<!doctype html><p>frame</p>',
  'page.js': `try { window.evaluated = new Function('return true')() } catch { window.evaluated = false }
    document.title = 'Started'`,
}

describe.skipIf(electron === null)('the desktop shell', () => {
  let central: Awaited<ReturnType<typeof recordingCentral>>
  let screen: Awaited<ReturnType<typeof openScreen>>
  let shell: Awaited<ReturnType<typeof shellWithPage>>
  let options: Launch
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    central = await recordingCentral()
    screen = await openScreen()
    shell = await shellWithPage(PAGE)
    const userData = mkdtempSync(join(tmpdir(), 'leadwright-user-'))
    options = { electron: electron!, app: shell.dir, userData, central: central.url, display: screen.display }
    app = await launch(options)
    page = await app.firstWindow()
    await page.waitForFunction(() => document.title === 'Started')
  })

  afterAll(async () => {
    await app?.close()
    await central?.close()
    screen?.close()
    shell?.remove()
    if (options) rmSync(options.userData, { recursive: true, force: true })
  })

  it('[DS1] opens the page at its own secure origin', async () => {
    expect(page.url()).toBe('app://leadwright/')
    expect(await page.evaluate(() => window.isSecureContext)).toBe(true)
    expect(await page.evaluate(() => indexedDB.open('probe') !== null)).toBe(true)
  })

  it('[DS2] gives the page nothing of Node and only invoke with known channels', async () => {
    const seen = await page.evaluate(async () => {
      const { leadwright } = window as unknown as {
        leadwright: { invoke(channel: string, ...args: unknown[]): Promise<unknown> }
      }
      const refused = await leadwright.invoke('journal:steal').catch((error: Error) => error.message)
      return {
        node: [
          typeof (window as { require?: unknown }).require,
          typeof (window as { process?: unknown }).process,
        ],
        offered: Object.keys(leadwright),
        refused,
        about: await leadwright.invoke('about'),
      }
    })
    expect(seen.node).toEqual(['undefined', 'undefined'])
    expect(seen.offered).toEqual(['invoke'])
    expect(seen.refused).toContain('no such channel')
    expect(seen.about).toMatchObject({ central: central.url })
  })

  it('[DS3] runs no script but its own files, makes none out of text, and embeds nothing', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.inline = true'
      document.head.append(script)
      const { inline, evaluated } = window as { inline?: boolean; evaluated?: boolean }
      return { inline, evaluated }
    })
    expect(ran.inline).toBeUndefined()
    expect(ran.evaluated).toBe(false)
    expect(page.frames().filter((frame) => frame.url().endsWith('/frame.html'))).toEqual([])
  })

  it('[DS4] forwards /api with bodies, and answers problems as central gave them', async () => {
    const answer = await page.evaluate(async () => {
      const response = await fetch('/api/v1/sync?x=1', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-own': 'kept' },
        body: JSON.stringify({ events: ['é'] }),
      })
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        body: await response.json(),
      }
    })
    expect(answer).toEqual({ status: 404, type: 'application/problem+json', body: { status: 404 } })
    const sent = central.requests.find((request) => request.url === '/api/v1/sync?x=1')
    expect(sent).toMatchObject({ method: 'POST', body: '{"events":["é"]}', headers: { 'x-own': 'kept' } })
    expect(sent?.headers.origin).toBeUndefined()
  })

  it('[DS5] keeps the token of a sign-in from the page and sends it with every call, until signed out', async () => {
    const signIn = await page.evaluate(async () => {
      const response = await fetch('/api/v1/session', { method: 'POST', body: '{}' })
      return JSON.stringify([[...response.headers], await response.text(), document.cookie])
    })
    expect(signIn).toContain('Ana')
    expect(signIn).not.toContain('the-secret-token')
    await page.evaluate(() => fetch('/api/v1/health', { headers: { authorization: 'Bearer forged' } }))
    expect(central.requests.at(-1)?.headers.authorization).toBe('Bearer the-secret-token')
    await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }))
    await page.evaluate(() => fetch('/api/v1/health'))
    expect(central.requests.at(-1)?.headers.authorization).toBeUndefined()
  })

  it('[DS6] streams the poke line, and ends it at central when the page leaves it', async () => {
    await page.evaluate(() => {
      const source = new EventSource('/api/v1/poke')
      const messages: string[] = []
      Object.assign(window, { source, messages })
      source.onmessage = (message) => messages.push(message.data)
    })
    const messages = () => page.evaluate(() => (window as unknown as { messages: string[] }).messages)
    await expect.poll(messages).toEqual(['hello'])
    central.poke.send('poked')
    await expect.poll(messages).toEqual(['hello', 'poked'])
    await page.evaluate(() => (window as unknown as { source: EventSource }).source.close())
    await expect.poll(() => central.poke.closed).toBe(1)
  })

  it('[DS8] goes to no other address and opens no other window', async () => {
    await page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    const opened = await page.evaluate(() => window.open('https://example.com/') === null)
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
    expect(opened).toBe(true)
    expect(page.url()).toBe('app://leadwright/')
    expect(app.windows()).toHaveLength(1)
  })

  it('[DS8] comes back from an empty page, which asks nobody before it comes', async () => {
    const went = await app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string[]>((done) => {
          const { webContents } = BrowserWindow.getAllWindows()[0]!
          const urls: string[] = []
          webContents.on('did-navigate', (_event, url) => {
            if (urls.push(url) === 2) done(urls)
          })
          void webContents.executeJavaScript("void (location.href = 'about:blank')")
        }),
    )
    expect(went).toEqual(['about:blank', 'app://leadwright/'])
    await page.waitForFunction(() => document.title === 'Started')
  })

  it('[DS9] refuses camera, location and notifications of the page', async () => {
    const states = await page.evaluate(async () => {
      const name = (permission: string) => navigator.permissions.query({ name: permission as PermissionName })
      return Promise.all(['geolocation', 'camera', 'notifications'].map(async (p) => (await name(p)).state))
    })
    expect(states).toEqual(['denied', 'denied', 'denied'])
  })

  it('[DS13] keeps the journal in the user data folder', async () => {
    const read = await page.evaluate(async () => {
      const { leadwright } = window as unknown as {
        leadwright: { invoke(channel: string, ...args: unknown[]): Promise<unknown> }
      }
      await leadwright.invoke('journal:append', 'probe', [btoa('one '), btoa('two')])
      const bad = await leadwright
        .invoke('journal:append', '../probe', [])
        .catch((error: Error) => error.message)
      return [await leadwright.invoke('journal:read', 'probe'), bad]
    })
    expect(read[0]).toBe(Buffer.from('one two').toString('base64'))
    expect(read[1]).toContain('refused')
  })

  it('[DS24] answers no other window and no frame, at whatever origin, and lives on', async () => {
    const asked = await askAsStrangers(app, shell.dir)
    expect(new Set(asked.map(([who]) => who)).size).toBe(4)
    expect(asked.filter(([, channel, outcome]) => !outcome.includes(`${channel}: refused`))).toEqual([])
    expect(asked).toHaveLength(4 * Object.keys(IPC).length)
    expect(
      readdirSync(options.userData, { recursive: true }).filter((f) => /stranger/.test(String(f))),
    ).toEqual([])
    const framed = await page
      .frames()
      .at(1)!
      .evaluate(() => 'leadwright' in window)
    expect([framed, page.url()], 'a frame of the page has no channels at all').toEqual([
      false,
      'app://leadwright/',
    ])
  })

  it('[DS27] mail opens the mail program with a plain address, is told where there is none, and takes nothing else', async () => {
    expect(await askForMail(app, page)).toEqual(MAILS)
  })

  it('[DS23] a click on a notification shows the window and tells the page which lead it was about', async () => {
    await app.evaluate(({ BrowserWindow, Notification }) => {
      BrowserWindow.getAllWindows()[0]?.hide()
      // Nobody clicks here: shown is clicked.
      Notification.prototype.show = function () {
        this.emit('click')
      }
    })
    const chosen = await page.evaluate(async () => {
      const { leadwright } = window as unknown as {
        leadwright: { invoke(channel: string, ...args: unknown[]): Promise<unknown> }
      }
      const lead = leadwright.invoke('notify:chosen')
      await leadwright.invoke('notify', { title: 'Call back', body: 'now', lead: 'lead-1' })
      return lead
    })
    expect(chosen).toBe('lead-1')
    const visible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible()))
    await expect.poll(visible).toEqual([true])
  })

  it('[DS15] a second start shows the first window instead of opening another', async () => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const second = spawnShell(options)
    const code = await new Promise((done) => second.once('exit', done))
    expect(code).toBe(0)
    await expect
      .poll(() =>
        app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible())),
      )
      .toEqual([true])
  })

  it('[OB23] its page can be loaded again, as the screen may ask for, by the key that browsers have for it', async () => {
    await page.evaluate(() => {
      document.title = 'Before'
    })
    const key = await app.evaluate(({ Menu, BrowserWindow }) => {
      const items = Menu.getApplicationMenu()!.items.flatMap((i) => i.submenu?.items ?? [])
      const reload = items.find((i) => i.role === 'reload')
      const [window] = BrowserWindow.getAllWindows()
      reload?.click(undefined, window, window?.webContents)
      return reload?.accelerator
    })
    expect(key).toBe('CmdOrCtrl+R')
    await page.waitForFunction(() => document.title === 'Started')
  })

  it('[DS16] keeps its place when Windows ends the session, which closes no window', async () => {
    const bounds = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window!.setBounds({ x: 40, y: 50, width: 1000, height: 700 })
      window!.emit('session-end')
      return window!.getNormalBounds()
    })
    const kept = JSON.parse(readFileSync(join(options.userData, 'window.json'), 'utf8')) as object
    expect(kept).toMatchObject({ bounds })
  })

  it('[DS7] answers 503 at once when central is gone', async () => {
    await central.close()
    const answer = await page.evaluate(async () => {
      const began = performance.now()
      const response = await fetch('/api/v1/health')
      const took = performance.now() - began
      return { status: response.status, type: response.headers.get('content-type'), took }
    })
    expect(answer).toMatchObject({ status: 503, type: 'application/problem+json' })
    expect(answer.took).toBeLessThan(2000)
  })

  it('[DS26] asks before it closes or reloads over what is not saved, and does as it is told; a signal ends it unasked', async () => {
    const unsaved = async (of: Page) => {
      // The driver answers what nobody listens to.
      of.on('dialog', () => undefined)
      await of.mouse.click(5, 5)
      await of.evaluate(() => {
        Object.assign(window, { entered: true })
        addEventListener('beforeunload', (e) => e.preventDefault())
      })
    }
    const leave = (how: 'close' | 'reload', told: number) =>
      app.evaluate(
        ({ BrowserWindow, dialog }, [how, response]) =>
          new Promise((asked) => {
            dialog.showMessageBox = (async (_window: unknown, options: unknown) => {
              // As a person does, after the window has settled.
              await new Promise((answered) => setTimeout(answered, 300))
              setTimeout(() => asked(options))
              return { response }
            }) as typeof dialog.showMessageBox
            BrowserWindow.getAllWindows()[0]![how]()
          }),
        [how, told] as const,
      )
    await unsaved(page)
    const isKept = () => page.evaluate(() => (window as { entered?: boolean }).entered === true)
    expect(await leave('close', 0)).toMatchObject({ buttons: ['Stay', 'Close without saving'] })
    expect(await leave('reload', 0)).toMatchObject({ buttons: ['Stay', 'Reload without saving'] })
    expect(await isKept()).toBe(true)
    const reloaded = page.waitForEvent('load')
    await leave('reload', 1)
    await reloaded
    expect(await isKept()).toBe(false)
    await unsaved(page)
    const closed = app.waitForEvent('close')
    void leave('close', 1).catch(() => undefined)
    await closed
    app = await launch(options)
    page = await app.firstWindow()
    await unsaved(page)
    const ended = app.waitForEvent('close')
    app.process().kill('SIGTERM')
    await ended
  })
})
