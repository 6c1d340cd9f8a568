import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumOrReason, openBrowser } from '../setup/chromium.ts'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

// Monday, 10:40 in Virginia.
const NOW = Date.parse('2026-11-23T15:40:00.000Z')
let central: TestCentral
let ana: TestDevice
const lead = newId()

beforeAll(async () => {
  central = await testCentral({ now: () => NOW })
  ana = await central.signIn(central.people.ana)
  const fields = {
    firstName: 'Marcus',
    lastName: '<img src=x onerror=alert(1)>',
    phone: '+17575550142',
    country: 'US',
    state: 'VA',
    email: 'marcus@brightharbor.example',
    need: 'replace',
  }
  await ana.sync([ana.captured(lead, fields), ana.answered(lead, 'timeline', 'within3')])
  const list = 'domain\n@brightharbor.example\n'
  const put = await fetch(`${central.url}/api/v1/suppressions/never?name=Never%20write&source=test`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
    body: list,
  })
  expect(put.status).toBe(200)
})
afterAll(() => central.dispose())

describe('who reads a brief', () => {
  const ALLOWED = ['ana', 'sue', 'adam'] as const
  test.each(['brief.html', 'brief.txt'])(
    '[LB13] %s: who holds the lead, and those who see all',
    async (name) => {
      const path = `/leads/${lead}/${name}`
      for (const who of ALLOWED) {
        const { status } = await (await central.signIn(central.people[who])).api('GET', path)
        expect(status, who).toBe(200)
      }
      expect((await central.service('GET', path)).status).toBe(200)
      expect((await (await central.signIn(central.people.ben)).api('GET', path)).status).toBe(403)
      expect((await fetch(`${central.url}/api/v1${path}`)).status).toBe(401)
      expect((await central.service('GET', `/leads/${newId()}/${name}`)).status).toBe(404)
      expect((await central.service('GET', `/leads/nobody/${name}`)).status).toBe(400)
      expect((await central.service('GET', `${path}?draft=1`)).status).toBe(400)
    },
  )
})

describe('what is served', () => {
  test('[LB13] text with the names of people, what lists forbid, and the hand-offs there were', async () => {
    const response = await ana.api('GET', `/leads/${lead}/brief.txt`)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const text = await response.text()
    expect(text).toContain('Lead brief: Marcus <img src=x onerror=alert(1)>')
    expect(text).toContain('May be called now')
    expect(text).toContain('Must not be written to')
    expect(text).toContain('23 Nov, noted by ana')
  })

  test('[LB13] any part’s id leads to the merged lead; a hand-off is told', async () => {
    const other = newId()
    await ana.sync([
      ana.captured(other, { company: 'Bright Harbor', productInterest: 'Cold storage' }),
      ana.event({ leadId: lead, type: 'lead.merged', payload: { merge: newId(), other } }),
      ana.event({ leadId: lead, type: 'route.set', payload: { route: 'hot', reason: 'asked for an offer' } }),
    ])
    const [one, two] = await Promise.all(
      [lead, other].map(async (id) => (await central.service('GET', `/leads/${id}/brief.txt`)).text()),
    )
    expect(two).toBe(one)
    expect(one).toContain('Cold storage')
    expect(one).toContain('Handed to Sales as Hot')
  })

  test('[LB11] [LB14] in Chromium: no complaint of the policy, no image, no script, styled, one sheet of A4', async (context) => {
    if ((await chromiumOrReason()) === null) return context.skip()
    const profile = await mkdtemp(join(tmpdir(), 'leadwright-brief-'))
    let browser: BrowserContext | undefined
    try {
      browser = await openBrowser(profile)
      await browser.setExtraHTTPHeaders({ authorization: `Bearer ${central.serviceToken}` })
      const page = await browser.newPage()
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      const response = await page.goto(`${central.url}/api/v1/leads/${lead}/brief.html`)
      expect(response?.headers()['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-/,
      )
      expect(said).toEqual([])
      expect(await page.locator('img, script, a, link').count()).toBe(0)
      expect(await page.locator('h1').textContent()).toContain('<img src=x onerror=alert(1)>')
      const back = await page
        .locator('.opening')
        .evaluate((element) => getComputedStyle(element).backgroundColor)
      expect(back).toBe('rgb(238, 245, 252)')
      const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
    } finally {
      await browser?.close()
      await rm(profile, { recursive: true, force: true })
    }
  })
})
