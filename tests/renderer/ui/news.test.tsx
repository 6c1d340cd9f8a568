import { act, screen as page, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { ONLINE, renderApp } from './render-app.tsx'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'

beforeEach(() => localStorage.clear())

describe('news', () => {
  const DAY = Date.parse('2026-11-24T17:00:00.000Z')
  const toCall = (desk: MemoryDesk) =>
    desk.reader.rows().flatMap((r) => (r.owner === 'ben' && r.work.do === 'call' ? [r.id] : []))

  it('[UI75] leads that others gave are told, one by its name, several as one; not those that were there', async () => {
    const desk = memoryDesk({ leads: 12, at: DAY, ownerOf: (n) => (n === 0 ? 'ana' : 'ben') })
    const { store } = await renderApp(desk)
    const [second, third, fourth] = toCall(desk)
    act(() => desk.assign(second!, 'ana'))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead in your queue\. \w+/))
    act(() => store.setState({ told: null }))
    act(() => desk.assign(third!, 'ana'))
    act(() => desk.assign(fourth!, 'ana'))
    await waitFor(() => expect(store.getState().told).toMatch(/^2 new leads in your queue\. Among them/))
  })

  it('[UI75] a lead that was handed off and comes back is told; one whose hand-off central did not take is not', async () => {
    const desk = memoryDesk({ leads: 6, at: DAY, ownerOf: () => 'ana' })
    const { store } = await renderApp(desk)
    const [first, second] = desk.reader.rows().filter((r) => r.work.do === 'call')
    const byHand = (leadId: string, route: 'hot' | null) => ({
      leadId,
      type: 'route.set' as const,
      payload: { route, reason: 'her own words' },
    })
    const wait = (ms: number) => act(() => new Promise((done) => setTimeout(done, ms)))
    act(() => desk.elsewhere([byHand(first!.id, 'hot'), byHand(second!.id, 'hot')]))
    await wait(100)
    expect(desk.reader.row(first!.id)?.work.do).toBe('handOff')
    act(() => desk.elsewhere([byHand(second!.id, null)]))
    await wait(1200)
    expect(store.getState().told).toBeNull()
    act(() => desk.assign(first!.id, 'sales'))
    act(() => desk.assign(first!.id, 'ana'))
    act(() => desk.elsewhere([byHand(first!.id, null)]))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead in your queue\. \w+/))
  })

  it('[UI75] nothing is news while central still sends what there is', async () => {
    const desk = memoryDesk({ leads: 12, at: DAY, ownerOf: (n) => (n === 0 ? 'ana' : 'ben') })
    const { store } = await renderApp(desk, { ...ONLINE, lastSyncedAt: null })
    const [second, third] = toCall(desk)
    act(() => desk.assign(second!, 'ana'))
    act(() => store.setState({ sync: ONLINE }))
    await act(() => new Promise((done) => setTimeout(done, 1200)))
    expect(store.getState().told).toBeNull()
    act(() => desk.assign(third!, 'ana'))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead/))
  })

  it('[UI91] who signs in finds nothing of who was here before', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 3 }))
    act(() => {
      store.setState({ unsaved: { lead: 'Priya Raman', text: 'her budget' }, news: ['3 leads left'] })
      store.setState({ drafts: { 'people|x|email': { name: 'x', of: '', value: 'a@b.example' } } })
    })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await page.findByPlaceholderText(/what you want to do/), 'Sign out')
    await user.keyboard('{Enter}')
    await user.type(await page.findByLabelText('E-mail'), 'ben@leadwright.example')
    await user.type(page.getByLabelText('Password'), 'leadwright{Enter}')
    await page.findByRole('navigation', { name: 'Screens' })
    const { unsaved, news, told, drafts } = store.getState()
    expect({ unsaved, news, told, drafts }).toEqual({ unsaved: null, news: [], told: null, drafts: {} })
  })

  it('[UI75] what happens during a call is told after it', async () => {
    const desk = memoryDesk({ leads: 12, at: DAY, ownerOf: (n) => (n < 2 ? 'ana' : 'ben') })
    const { store, user } = await renderApp(desk)
    await user.keyboard('b')
    await page.findByText(/On call/)
    act(() => {
      store.setState({ news: ['Priya Raman is now with Ben Okafor.'] })
      desk.assign(toCall(desk)[0]!, 'ana')
    })
    await act(() => new Promise((done) => setTimeout(done, 1200)))
    expect(store.getState().told).toBeNull()
    await user.keyboard('n{Control>}{Enter}{/Control}')
    await waitFor(() => expect(store.getState().told).toMatch(/with Ben Okafor/))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead/))
  })

  it('[UI76] what was refused says what to do', async () => {
    const lead = memoryDesk({ leads: 1 }).reader.rows()[0]!.id
    const fault = { kind: 'notYours' as const, message: 'The lead is not yours.' }
    const event = { type: 'note.written' }
    const desk = memoryDesk({
      leads: 1,
      parked: [{ id: 'e', leadId: lead, fault, parkedAt: '2026-11-24T10:00:00.000Z', event }],
    })
    await renderApp(desk, undefined, 'me')
    expect(await page.findByText(/Tell them what you had entered/)).toBeVisible()
  })
})
