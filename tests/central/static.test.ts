import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PROTOCOL } from '../../shared/sync/protocol.ts'
import { type TestCentral, tempDataDir, testCentral } from './support.ts'

let central: TestCentral
let staticDir: string
beforeAll(async () => {
  staticDir = await tempDataDir()
  await mkdir(join(staticDir, 'assets'))
  await writeFile(join(staticDir, 'index.html'), '<!doctype html><title>Leadwright</title>')
  await writeFile(join(staticDir, 'sw.js'), '1')
  await writeFile(join(staticDir, 'assets/main-abc.js'), `/* ${'x'.repeat(5000)} */`)
  central = await testCentral({ staticDir })
})
afterAll(async () => {
  await central.dispose()
  await rm(staticDir, { recursive: true })
})

const get = (path: string) => fetch(`${central.url}${path}`)

it('[AU11] the page comes for every path of it, with a policy that allows no foreign script, and is asked for anew', async () => {
  for (const path of ['/', '/leads/7', '/import?x=1']) {
    const page = await get(path)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Leadwright')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const policy = page.headers.get('content-security-policy')!
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-eval')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

it('[AU11] files last by their names, the service worker may serve all paths and is asked for anew', async () => {
  const file = await get('/assets/main-abc.js')
  expect(file.headers.get('cache-control')).toContain('immutable')
  const worker = await get('/sw.js')
  expect(worker.headers.get('service-worker-allowed')).toBe('/')
  expect(worker.headers.get('cache-control')).toBe('no-cache')
})

it('[AU9] a missing file or route is no page', async () => {
  for (const path of ['/assets/gone.js', '/api/v1/nowhere', '/..%2f..%2fetc/passwd.txt']) {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/)
  }
})

it('[AU1] an address written otherwise opens nothing', async () => {
  for (const path of [
    '/%61pi/v1/people',
    '/api/v1/%70eople',
    '//api/v1/people',
    '/api//v1/people',
    '/API/v1/people',
  ]) {
    const answer = await get(path)
    expect(await answer.text()).not.toContain('@example.com')
    expect(answer.status === 200 ? answer.headers.get('content-type') : 'text/html; charset=utf-8').toMatch(
      /html/,
    )
  }
  expect((await get('/%61pi/v1/people')).status).toBe(401)
})

it('[SY20] answers are compressed, and compressed requests are read', async () => {
  const ana = await central.signIn(central.people.ana)
  const body = JSON.stringify({
    protocol: PROTOCOL,
    epoch: null,
    deviceId: 'd',
    cursor: null,
    events: [],
    device: { state: 'ready', waiting: 0 },
  })
  const answer = await fetch(`${central.url}/api/v1/sync`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ana.token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    },
    body: gzipSync(body),
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect((await answer.json()).changes.campaigns).toHaveLength(1)
})
