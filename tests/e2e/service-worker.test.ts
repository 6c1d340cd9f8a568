import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveFile } from '../../electron/static-files.ts'
import { serviceWorker } from '../../scripts/build/targets.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { chromiumOrReason, openBrowser } from '../setup/chromium.ts'

/** A built page of one script, whose name carries its version, and the worker for it. */
async function buildPage(dir: string, version: string): Promise<void> {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(join(dir, 'assets'), { recursive: true })
  writeFileSync(
    join(dir, 'index.html'),
    `<!doctype html><title>-</title><script src="/assets/${version}.js"></script>`,
  )
  writeFileSync(join(dir, `assets/${version}.js`), `document.title = 'page ${version}'`)
  writeFileSync(join(dir, `assets/late-${version}.js`), `window.late = '${version}'`)
  await build(serviceWorker(projectRoot, dir))
}

const chromium = await chromiumOrReason()

describe.skipIf(chromium === null)('the page without central', () => {
  let parent: string
  let dir: string
  let server: Server
  let browser: BrowserContext
  let page: Page
  let url: string
  let up = true

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'leadwright-page-'))
    dir = join(parent, 'renderer')
    await buildPage(dir, 'one')
    server = createServer(async (request, response) => {
      if (!up) return void request.socket.destroy()
      const { pathname } = new URL(request.url ?? '/', 'http://x')
      if (/^\/(api|l)\//.test(pathname)) return void response.end('from central')
      const answer = await serveFile(dir, pathname)
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await openBrowser(join(parent, 'profile'))
    page = await browser.newPage()
    await page.goto(url)
    await page.evaluate(() => navigator.serviceWorker.register('/sw.js'))
    await controlled(page)
  })

  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
    if (parent) rmSync(parent, { recursive: true, force: true })
  })

  const controlled = (on: Page) =>
    on.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  const script = (on: Page, source: string) =>
    on.evaluate(
      (src) =>
        new Promise<boolean>((done) => {
          const element = Object.assign(document.createElement('script'), { src })
          element.onload = () => done(true)
          element.onerror = () => done(false)
          document.head.append(element)
        }),
      source,
    )

  it('[ST2] starts, also at a place inside it, with files it has never shown', async () => {
    up = false
    const offline = await browser.newPage()
    await offline.goto(`${url}leads/1`)
    expect(await offline.title()).toBe('page one')
    expect(await script(offline, '/assets/late-one.js')).toBe(true)
    await offline.close()
  })

  it('[ST2] never answers for central', async () => {
    const ask = () =>
      page.evaluate(() =>
        fetch('/api/v1/health').then(
          (answer) => answer.text(),
          () => 'failed',
        ),
      )
    up = true
    expect(await ask()).toBe('from central')
    const outside = await browser.newPage()
    await outside.goto(`${url}l/invitation/token`)
    expect(await outside.textContent('body')).toBe('from central')
    await outside.close()
    up = false
    expect(await ask()).toBe('failed')
  })

  it('[ST2] a new version takes over, and an open page of the old one still finds its files', async () => {
    await buildPage(dir, 'two')
    up = true
    await page.evaluate(async () => {
      const taken = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done))
      await (await navigator.serviceWorker.getRegistration())?.update()
      await taken
    })
    up = false
    expect(await page.title()).toBe('page one')
    expect(await script(page, '/assets/late-one.js')).toBe(true)
    await page.reload()
    expect(await page.title()).toBe('page two')
    expect(await script(page, '/assets/late-two.js')).toBe(true)
  })

  it('[ST2] a version that cannot be fetched whole is not taken', async () => {
    await buildPage(dir, 'three')
    rmSync(join(dir, 'assets/late-three.js'))
    up = true
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.update()
      const fresh = registration?.installing
      await new Promise<void>((done) => {
        if (!fresh || fresh.state === 'redundant') done()
        fresh?.addEventListener('statechange', () => fresh.state === 'redundant' && done())
      })
    })
    await page.reload()
    expect(await page.title()).toBe('page two')
  })
})
