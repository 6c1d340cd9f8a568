import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import { numbersOf } from '../../shared/contact/contact-of.ts'
import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { officeNow } from '../setup/office-hours.ts'
import { CALLABLE, callableCsv, FORBIDDEN, TWICE } from './story/callable.ts'
import { inOffice, type Office } from './story/office.ts'
import { leadsOf } from './story/verify.ts'
import { openInBrowser } from './support/apps.ts'
import { type CentralProcess, until } from './support/central.ts'

beforeAll(async () => void (await build(projectRoot, console.log)))

const chromium = await chromiumOrReason()
const ALL = FORBIDDEN.length + 2 * TWICE.length + 1
const office = (work: (office: Office) => Promise<void>) => inOffice(openInBrowser, ALL, work, callableCsv())

async function eventsOf(central: CentralProcess, lead: string): Promise<LeadEvent[]> {
  const { events } = await central.api<{ events: unknown[] }>(`/leads/${lead}/events`)
  return events.map((e) => leadEvent.parse(e))
}

/** What central says of calling a number, asked from the agent's page. */
const askCentral = (page: Page, lead: string, number: string): Promise<Contact> =>
  page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/api/v1/contact-check', { method: 'POST', headers, body })
    return (await answer.json()) as Contact
  }, JSON.stringify({ lead, number }))

const queueOf = (page: Page) => page.getByRole('listbox', { name: 'Queue' }).getByRole('option')

describe.skipIf(chromium === null)('qualification, in Chromium', () => {
  it('offline, a number that may not be called cannot be dialed, and the screen says why and when', () =>
    office(async ({ central, open }) => {
      const listed = FORBIDDEN.find((f) => f.kind === 'suppressed')!
      await central.api('/suppressions/robinson?name=Robinson%20list', {
        method: 'PUT',
        body: `${listed.phone}\r\n`,
        headers: { 'content-type': 'text/plain' },
      })
      const { app, agent } = await open()
      const { page } = app
      await agent.sees(/all synced/)
      await until('the queue is there', async () => (await queueOf(page).count()) === ALL)
      await agent.pick('Tom Tried')
      for (let i = 0; i < 3; i += 1) {
        await page.keyboard.press('d')
        await page.getByText(/On call \d/).waitFor()
        await page.keyboard.press('l')
        await page.keyboard.press('Control+Enter')
        await until('the call is over', async () => (await agent.name()) !== 'Tom Tried')
        await agent.pick('Tom Tried')
      }
      await agent.sees(/all synced/)
      await central.stop('SIGKILL')
      await agent.sees(/offline/i)

      for (const { name, says, when } of FORBIDDEN) {
        await agent.pick(name)
        const whyNot = page.getByRole('region', { name: 'Whether they may be called' })
        await whyNot.getByText(says).waitFor()
        await whyNot.getByText(when).waitFor()
        expect(await page.getByRole('button', { name: /^Dial\b/ }).isDisabled(), name).toBe(true)
        await page.keyboard.press('d')
        const pointed = () => whyNot.evaluate((region) => region === document.activeElement)
        await until('the key points to the reasons', pointed)
        expect(await page.getByText(/On call \d/).count(), name).toBe(0)
      }
      await agent.pick(CALLABLE.name)
      await until('they may be dialed', () => page.getByRole('button', { name: /^Dial\b/ }).isEnabled())
      expect(await agent.waiting()).toBe(0)

      // Central would have said the same.
      await central.start()
      await agent.sees(/all synced/, 90_000)
      const leads = await leadsOf(central)
      const now = new Date(officeNow()).toISOString()
      for (const { name, kind } of FORBIDDEN) {
        const { lead, id } = leads.find((l) => l.name === name)!
        const { barred, openings } = await askCentral(page, id, numbersOf(lead)[0]!)
        if (openings.length === 0) expect(barred.map((r) => r.kind)).toEqual([kind])
        else expect(openings[0]!.from > now, name).toBe(true)
        const calls = (await eventsOf(central, id)).filter((e) => e.type === 'call.started')
        expect(calls.length, name).toBe(kind === 'attempts' ? 3 : 0)
      }
      await app.close()
    }))

  it('a call that died in its wrap-up is asked about at the next start; until then it is an attempt, never completed', () =>
    office(async ({ central, open, ledger }) => {
      const before = await open()
      await before.agent.sees(/all synced/)
      await before.agent.pick(CALLABLE.name)
      const entry = await before.agent.talk('They want to see it', 1)
      await before.app.page.keyboard.press('i')
      await before.app.page.getByText(/Wrap-up \d/).waitFor()
      await before.agent.sees(/all synced/)
      await before.app.kill()

      const callable = async () => (await leadsOf(central)).find((l) => l.name === CALLABLE.name)!
      const after = await open()
      const asked = after.app.page.getByRole('dialog', { name: /How did this call end/ })
      await asked.getByText(CALLABLE.name).waitFor()
      await asked.getByText('They want to see it').waitFor()
      await after.agent.sees(/all synced/)
      const died = await callable()
      expect(died.lead.calls.map((c) => [c.disposition, c.flags])).toEqual([[null, null]])
      expect(died.stage).toBe('open')
      expect(died.handOffs).toEqual([])

      await after.agent.recover(CALLABLE.name, entry, 'v')
      await after.agent.sees(/all synced/)
      const ended = await until('central has the outcome', async () => {
        const lead = await callable()
        return lead.lead.calls[0]?.disposition ? lead : null
      })
      expect(ended.lead.calls.map((c) => [c.disposition, c.flags?.completed])).toEqual([['voicemail', false]])
      expect(ledger.get(CALLABLE.name)?.outcome).toBe('voicemail')
      expect(ended.lead.fields[entry.answers[0]!.field as 'budget']?.[0]?.value).toBe(entry.answers[0]!.value)
      await after.app.close()
    }))

  it('likely duplicates are merged and taken apart again offline, and central agrees', () =>
    office(async ({ central, open }) => {
      const named = async (name: string) => (await leadsOf(central)).filter((l) => l.name === name)
      const idsOf = async (name: string) => (await named(name)).map((l) => l.id).sort()
      const [sisters, once] = TWICE as [string, string]
      const before = { sisters: await idsOf(sisters), once: await idsOf(once) }
      const { app, agent } = await open()
      const { page } = app
      await agent.sees(/all synced/)
      await until('the queue is there', async () => (await queueOf(page).count()) === ALL)
      await central.stop('SIGKILL')
      await agent.sees(/offline/i)

      const merge = async (name: string, left: number) => {
        await agent.pick(name)
        await page.getByText(`May be the same person as ${name}`).waitFor()
        await page.keyboard.press('=')
        await page.getByRole('dialog', { name: /Same person/ }).waitFor()
        await page.keyboard.press('m')
        await page.getByRole('button', { name: 'Merged from 2' }).waitFor()
        await until('one line less in the queue', async () => (await queueOf(page).count()) === left)
      }
      await merge(once, ALL - 1)
      await merge(sisters, ALL - 2)
      await page.getByRole('button', { name: 'Merged from 2' }).click()
      const dialog = page.getByRole('dialog', { name: /Merged from 2/ })
      await dialog.getByRole('textbox').fill('Two sisters')
      await page.keyboard.press('Control+Enter')
      await until('one line more', async () => (await queueOf(page).count()) === ALL - 1)

      await central.start()
      await agent.sees(/all synced/, 90_000)
      const apart = await named(sisters)
      expect(apart.map((l) => l.id).sort()).toEqual(before.sisters)
      for (const l of apart) expect(l.parts).toEqual([l.id])
      const written = (await Promise.all(before.sisters.map((id) => eventsOf(central, id)))).flat()
      const types = written.map((e) => e.type).filter((t) => t !== 'lead.captured')
      expect(types.sort()).toEqual(['lead.keptApart', 'lead.merged', 'merge.undone'])
      const merged = await named(once)
      expect(merged.map((l) => [...l.parts].sort())).toEqual([before.once])
      expect(merged[0]!.lead.responses).toHaveLength(2)
      await app.close()
    }))
})
