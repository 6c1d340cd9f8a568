import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import type { LeadRow } from '../../../renderer/db/views.ts'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { isPastDue, lateFrom } from '../../../shared/policy/work.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

/** A supervisor's team screen, with what was asked of central; central may be away. */
async function overview({ many = 4, campaigns = 1, away = false } = {}) {
  const story = storyApi(many)
  const asked: string[] = []
  const sent: { path: string; body: unknown }[] = []
  const central = { away }
  const settled = new Set<string>()
  const api: Api = {
    ...story,
    async request<T>(call: ApiCall<T>): Promise<T> {
      if (central.away) throw new FaultError({ kind: 'unavailable', message: 'away' }, { unreached: true })
      if (call.method === 'GET') {
        asked.push(call.path)
        const answer = await story.request(call)
        if (!call.path.startsWith('escalations')) return answer
        const page = answer as { escalations: { id: string }[]; total: number }
        const escalations = page.escalations.filter((e) => !settled.has(e.id))
        return { ...page, escalations, total: escalations.length } as T
      }
      sent.push({ path: call.path, body: call.body })
      const [, id, what] = call.path.split('/')
      if (what !== 'nudge') settled.add(id!)
      return undefined as T
    },
  }
  const owners = ['ana', 'ben', null]
  const desk = memoryDesk({ leads: 12, me: 'judith', api, campaigns, ownerOf: (n) => owners[n % 3] ?? null })
  const app = await renderApp(desk, ONLINE, 'team')
  await page.findByRole('region', { name: 'Where leads went' }, { timeout: 10_000 })
  const connection = (now: 'online' | 'offline') => {
    central.away = now === 'offline'
    act(() => app.store.setState((s) => ({ sync: { ...s.sync, connection: now } })))
  }
  return { ...app, asked, sent, connection }
}

const shownLeads = () => page.queryByRole('region', { name: 'Leads' })

describe('[UI106] the team at a glance', () => {
  it('has six figures, those of reports as the reports have them for the same days', async () => {
    const { user, store } = await overview()
    const below = (label: string) => page.getByText(label).nextSibling
    await waitFor(() => expect(below('Waiting for first call')).toHaveTextContent(/^[1-9]/))
    expect(await page.findByText('6 escalated to you')).toBeVisible()
    await waitFor(() => expect(below('Handed off today')).toHaveTextContent('1,350'))
    const way = (name: RegExp) => page.findByRole('button', { name })
    expect(await way(/^Hot handed to Sales today: 241, accepted 220 · median 25 m/)).toBeVisible()
    expect(await way(/^Questions per decision: 1.1, of 6 possible · 7 days/)).toBeVisible()
    await user.click(await way(/^First response, median: 14 m, p95 3 h · 7 days/))
    const figure = await page.findByRole('region', { name: 'How long each step took' })
    const { days } = store.getState().report!
    expect((Date.parse(days.last) - Date.parse(days.first)) / 86_400_000).toBe(6)
    expect(page.getByLabelText('From')).toHaveValue(days.first)
    await user.click(within(figure).getByRole('button', { name: 'As a table' }))
    const all = within(figure).getByRole('row', { name: /Speed to lead.* All All/ })
    expect(all).toHaveTextContent(/14 m.*3 h$/)
    expect(page.getByText('1,350 hand-offs; calls had reached 52% of them.')).toBeVisible()
  })

  it('asks central for the very days and campaign that it leads to', async () => {
    const { user, store, asked } = await overview({ campaigns: 3 })
    await user.selectOptions(page.getByLabelText('Campaign'), 'Spring expo 2026')
    await waitFor(() => expect(asked.some((p) => p.startsWith('queues?campaign=expo'))).toBe(true))
    const flowOf = () => asked.findLast((p) => p.startsWith('reports/flow?'))
    await waitFor(() => expect(flowOf()).toContain('campaign=expo'))
    const before = flowOf()
    // Out of the choice first: letters are typed there.
    // What is given away by rule is of the campaign that is shown.
    await user.keyboard('{Escape}r')
    const dialog = await page.findByRole('dialog')
    expect(within(dialog).getByLabelText('Campaign')).toHaveDisplayValue('Spring expo 2026')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    await user.keyboard('{Escape}g')
    expect(await page.findByRole('tab', { name: 'Funnel and flow', selected: true })).toBeVisible()
    await page.findByRole('heading', { name: 'From source to outcome' })
    expect(flowOf()).toBe(before)
    expect(store.getState().report).toMatchObject({ tab: 'flow', campaign: 'expo' })
  })

  it('shows where leads went in words, too, and the pay-off beside all to Sales', async () => {
    await overview()
    const flow = page.getByRole('region', { name: 'Where leads went' })
    expect(
      await within(flow).findByRole('img', { name: /Sales 241.*Web 402.*Not handed off 290/ }),
    ).toBeVisible()
    const payOff = page.getByRole('region', { name: 'Pay-off by channel' })
    expect(await within(payOff).findByText(/As routed .* all to Sales/)).toBeVisible()
  })
})

describe('[UI107] leads to choose from', () => {
  it('take the place of what was escalated as soon as a queue is chosen; Esc goes back, the focus stays', async () => {
    const { user, store } = await overview()
    expect(shownLeads()).toBeNull()
    const ben = await page.findByLabelText("Choose Ben Okafor's leads")
    await user.click(ben)
    expect(shownLeads()).toBeVisible()
    expect(page.getByRole('region', { name: 'Where leads went' })).toBeVisible()
    expect(page.queryByRole('region', { name: 'Escalated' })).toBeNull()
    expect(ben).toHaveFocus()
    expect(store.getState().said).toBe('4 leads chosen')
    await user.keyboard('{Escape}')
    expect(shownLeads()).toBeNull()
    expect(page.getByRole('region', { name: 'Escalated' })).toBeVisible()
    expect(ben).not.toBeChecked()
    expect(ben).toHaveFocus()
    expect(store.getState().selection).toEqual([])
  })

  it('all of them by a key, the focus among them; Esc takes back the choice first, then goes back', async () => {
    const { user, store } = await overview()
    await user.keyboard('o')
    const list = await page.findByRole('listbox', { name: 'Leads' })
    await waitFor(() => expect(list).toHaveFocus())
    await user.keyboard(' ')
    expect(store.getState().selection).toHaveLength(1)
    await user.keyboard('{Escape}')
    expect(store.getState().selection).toHaveLength(0)
    expect(shownLeads()).toBeVisible()
    await user.keyboard('{Escape}')
    expect(shownLeads()).toBeNull()
    await waitFor(() => expect(page.getByRole('button', { name: 'All leads' })).toHaveFocus())
  })

  it('stand as they are due, which the header says, until another order is asked for', async () => {
    const { user, desk } = await overview()
    await user.keyboard('o')
    const list = within(await page.findByRole('listbox', { name: 'Leads' }))
    const names = () => list.getAllByRole('option').map((line) => line.querySelector('b')?.textContent)
    const dueOf = (name: string) => {
      const { work, due } = desk.reader.rows().find((row) => row.name === name)!
      return lateFrom(work) || `~ no time binds it ${due || '~'}`
    }
    const dues = () => names().map((name) => dueOf(name!))
    const sortBy = (name: string) => user.click(page.getByRole('button', { name }))
    const rising = dues().toSorted()
    expect(new Set(rising).size).toBeGreaterThan(3)
    expect(dues()).toEqual(rising)
    const late = list.getAllByRole('option').filter((line) => within(line).queryByText(/^past due \d/))
    const isLate = ({ name, work }: LeadRow) =>
      names().includes(name) && isPastDue(work, new Date(desk.now()).toISOString())
    expect(late).toHaveLength(desk.reader.rows().filter(isLate).length)
    expect(late.length).toBeGreaterThan(0)
    await sortBy('Sort by Due, now asc')
    expect(dues()).toEqual(rising.toReversed())
    await sortBy('Sort by Due, now desc')
    await sortBy('Sort by Lead, now unsorted')
    page.getByRole('button', { name: 'Sort by Due, now unsorted' })
    expect(names()).toEqual(names().toSorted())
  })

  it('stay chosen while another screen is looked at', async () => {
    const { user } = await overview()
    await user.click(await page.findByLabelText("Choose Ben Okafor's leads"))
    act(() => page.getByRole('button', { name: 'Reports' }).click())
    await page.findByRole('tab', { name: 'Pay-off' })
    await user.keyboard('t')
    expect(await page.findByLabelText("Choose Ben Okafor's leads")).toBeChecked()
    expect(page.getByText('Leads · 4')).toBeVisible()
  })
})

describe('[UI108] while central is not reached', () => {
  it('what it computes says since when it stands, and the queues are counted here', async () => {
    const { connection } = await overview()
    const flow = page.getByRole('region', { name: 'Where leads went' })
    await within(flow).findByRole('img')
    connection('offline')
    expect(await within(flow).findByText(/^As of \d\d:\d\d: central is not reached/)).toBeVisible()
    expect(within(flow).getByRole('img')).toBeVisible()
    act(() => page.getByRole('button', { name: 'Import' }).click())
    act(() => page.getByRole('button', { name: 'Team' }).click())
    expect(await page.findByText(/^Central is not reached: counted on this machine/)).toBeVisible()
    const ben = page.getByRole('row', { name: /Ben Okafor/ })
    expect(within(ben).getAllByRole('cell')[3]).toHaveTextContent(/^4$/)
    expect(page.getByRole('button', { name: /^Handed off today: –, central is not reached/ })).toBeVisible()
    expect(page.getAllByText('Central is not reached. This is shown as soon as it is.')).toHaveLength(3)
    connection('online')
    expect(
      await within(page.getByRole('region', { name: 'Where leads went' })).findByRole('img'),
    ).toBeVisible()
  })
})

describe('[UI109] what was escalated', () => {
  it('is counted on the way there, by name for screen readers', async () => {
    await overview({ many: 3 })
    expect(await page.findByRole('button', { name: 'Escalations, 3 open' })).toBeVisible()
    const panel = within(page.getByRole('region', { name: 'Escalated' }))
    // What was handed off is in no pool of the call center; a route in short says its whole name.
    const [called, handedOff] = (await panel.findAllByRole('row')).slice(1)
    expect(within(called!).getByText('Unassigned pool')).toBeVisible()
    expect(within(handedOff!).getByText('Common inbox')).toBeVisible()
    expect(within(called!).getByText('High pot.')).toHaveAttribute('title', 'High potential')
  })

  it('is taken over or reminded of where it stands; the focus goes on to the next line', async () => {
    const { user, sent, store } = await overview()
    const panel = page.getByRole('region', { name: 'Escalated' })
    const over = await within(panel).findAllByRole('button', { name: /^Take over/ })
    const remind = within(panel).getAllByRole('button', { name: /^Remind/ })
    expect(remind.length, 'where there is nobody to remind it is not offered').toBeLessThan(over.length)
    await user.click(remind[0]!)
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]!.path).toMatch(/nudge$/)
    const [, third] = over
    await user.click(over[0]!)
    await waitFor(() =>
      expect(within(panel).queryAllByRole('button', { name: /^Take over/ })).toHaveLength(1),
    )
    expect(sent[1]!.path).toMatch(/take-over$/)
    await waitFor(() => expect(third).toHaveFocus())
    act(() => store.setState((s) => ({ sync: { ...s.sync, lastSyncedAt: '2026-11-22T10:43:00.000Z' } })))
    expect(await page.findByRole('button', { name: 'Escalations, 3 open' })).toBeVisible()
  })

  it('of the call center is given to somebody else with a reason', async () => {
    const { user, sent } = await overview()
    const panel = page.getByRole('region', { name: 'Escalated' })
    await user.click((await within(panel).findAllByRole('button', { name: /^Reassign/ }))[0]!)
    const dialog = await page.findByRole('dialog')
    await user.selectOptions(within(dialog).getByLabelText('To'), 'Ana Moreira')
    await user.type(within(dialog).getByLabelText(/Reason/), 'Ben is ill')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({ body: { to: 'ana', reason: 'Ben is ill' } })
  })
})
