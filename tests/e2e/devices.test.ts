import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import type { Device, Quarantined } from '../../shared/api/devices.ts'
import { type Api, api } from '../central/support.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { inOffice } from './story/office.ts'
import { openInBrowser } from './support/apps.ts'
import { type CentralProcess, until } from './support/central.ts'

beforeAll(async () => void (await build(projectRoot, console.log)))

const chromium = await chromiumOrReason()
const PASSWORD = 'quite another one'

/** An administrator's client of the API. */
async function administrator(central: CentralProcess): Promise<Api> {
  const email = 'ada@story.example'
  const person = { name: 'Ada', email, role: 'administrator', password: PASSWORD }
  await central.api('/people', { method: 'POST', body: JSON.stringify(person) })
  const answer = await api(central.url, {})('POST', '/session', {
    email,
    password: PASSWORD,
    device: { id: 'ada', name: 'test' },
  })
  const cookie = /leadwright=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')![0]
  return api(central.url, { cookie })
}

/** Everything that Chromium still keeps for a person, by name. */
const kept = (person: string) => `(async () => {
  const files = await navigator.storageBuckets.keys()
  const buckets = await Promise.all(files.map((name) => navigator.storageBuckets.open(name)))
  for (const place of [navigator.storage, ...buckets])
    for await (const name of (await place.getDirectory()).keys()) files.push(name)
  const databases = (await indexedDB.databases()).map((d) => d.name)
  return [...files, ...databases, ...Object.values(localStorage), ...Object.keys(localStorage)]
    .filter((text) => text.includes(${JSON.stringify(person)}))
})()`

describe.skipIf(chromium === null)('in a real Chromium', () => {
  it('[ER4] [DV5] an erased lead leaves the screen; a revoked device hands in what waits and deletes everything', () =>
    inOffice(openInBrowser, 4, async (office) => {
      const { central, ana } = office
      const { app, agent } = await office.open()
      const { page } = app
      await agent.sees(/all synced/)
      const admin = await administrator(central)
      const options = page.getByRole('listbox', { name: 'Queue' }).getByRole('option')
      await until('four leads in the queue', async () => (await options.count()) === 4)

      const name = await page.getByRole('heading', { level: 2 }).first().innerText()
      const { leads } = await central.api<{ leads: { lead: { id: string; fields: object } }[] }>('/leads')
      const open = leads.find(({ lead }) => {
        const text = JSON.stringify(lead.fields)
        return name.split(' ').every((word) => text.includes(word))
      })!
      const erased = await admin('POST', `/leads/${open.lead.id}/erase`, { reason: 'letter no. 1' })
      expect(erased.status).toBe(200)
      await page.getByText('This person asked that their data be erased').waitFor()
      await until('three leads in the queue', async () => (await options.count()) === 3)
      await until(
        'nothing of the person',
        async () => !(await page.locator('body').innerText()).includes(name),
      )

      await page.keyboard.press('j')
      await page.route('**/api/v1/sync', (route) => route.abort())
      await page.getByLabel('Notes').fill('will ring back in May')
      await until('the note waits', async () => (await agent.waiting()) > 0)
      const { devices } = (await (await admin('GET', '/devices')).json()) as { devices: Device[] }
      const device = devices.find((d) => d.person === ana)!
      expect(await page.evaluate(kept(ana))).not.toEqual([])
      const revoked = await admin('POST', `/devices/${ana}/${device.id}/revoke`, { reason: 'stolen' })
      expect(revoked.status).toBe(200)
      await page.unroute('**/api/v1/sync')
      await page.getByText('This device may no longer be used for Leadwright').waitFor({ timeout: 90_000 })

      const { events } = (await (await admin('GET', '/quarantine')).json()) as { events: Quarantined[] }
      expect(JSON.stringify(events)).toContain('will ring back in May')
      expect(await page.evaluate(kept(ana))).toEqual([])
      await until('central knows', async () => {
        const answer = (await (await admin('GET', '/devices')).json()) as { devices: Device[] }
        return answer.devices.find((d) => d.id === device.id && d.person === ana)?.wipedAt
      })
      await page.reload()
      await page.getByRole('textbox', { name: 'Password' }).waitFor()
      expect(await page.evaluate(kept(ana))).toEqual([])
    }))
})
