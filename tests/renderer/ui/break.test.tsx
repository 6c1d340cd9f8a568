import { act, screen as page, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { recordConsent } from '../../../renderer/flow/record-consent.ts'
import { scheduleCallback } from '../../../renderer/flow/schedule-callback.ts'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

beforeEach(() => localStorage.clear())

describe('[UI92] a break', () => {
  const toggle = '{Control>}b{/Control}'

  it('is told central, stands in sight, and ends by the same key or by a call', async () => {
    const { store, user, toldCentral } = await renderApp(memoryDesk({ leads: 2 }))
    await user.click(page.getByRole('button', { name: 'Take a break' }))
    expect(await page.findByRole('button', { name: /^On a break \d/ })).toBeVisible()
    expect(page.queryByText(/Ready/)).toBeNull()
    await user.keyboard(toggle)
    expect(await page.findByRole('button', { name: 'Take a break' })).toBeVisible()
    expect(toldCentral).toEqual(['ready', 'paused', 'ready'])
    await user.keyboard(`${toggle}b`)
    await page.findByText(/On call/)
    expect(store.getState().paused).toBeNull()
    expect(toldCentral.slice(3)).toEqual(['paused', 'onCall'])
  })

  it('asked for in a call begins after it, and nothing else opens by itself', async () => {
    const policy = { version: 2, wrapUpSeconds: 1 }
    const desk = memoryDesk({ leads: 2, policy })
    const clock = desk.now
    let ahead = 0
    desk.now = () => clock() + ahead
    const { store, user, toldCentral } = await renderApp(desk)
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard(`${toggle}n`)
    expect(store.getState().wrapUp).toBeNull()
    expect(page.getByText('Break after the call')).toBeVisible()
    const asked = desk.now()
    ahead = 240_000
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(toldCentral.at(-1)).toBe('paused'))
    expect(store.getState().paused).toBeGreaterThanOrEqual(asked + 240_000)
  })

  it('waits for the call’s end on other screens and leads, too', async () => {
    const { store, user, toldCentral } = await renderApp(memoryDesk({ leads: 3 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    const lead = store.getState().leadId
    await user.keyboard(`/${toggle}`)
    expect(store.getState()).toMatchObject({ screen: 'find', paused: { lead } })
    await user.keyboard('{Escape}qj')
    await waitFor(() => expect(page.queryByText(/On call \d/)).toBeNull())
    expect(store.getState().leadId).not.toBe(lead)
    expect(page.getByText('Break after the call')).toBeVisible()
    await user.keyboard(`${toggle}${toggle}`)
    expect(store.getState().paused).toMatchObject({ lead })
    expect(toldCentral).not.toContain('paused')
    await user.keyboard('k')
    await page.findByText(/On call/)
    await user.keyboard('n{Control>}{Enter}{/Control}')
    await waitFor(() => expect(toldCentral.at(-1)).toBe('paused'))
    expect(store.getState().paused).toEqual(expect.any(Number))
  })

  it('waits though the lead is closed in the call by a do-not-call; its beginning is said', async () => {
    const { desk, store, user, toldCentral } = await renderApp(memoryDesk({ leads: 3 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    const lead = String(store.getState().leadId)
    await user.keyboard(toggle)
    await act(async () => {
      await recordConsent(desk, lead, {
        for: 'phone',
        given: false,
        basis: 'none',
        text: '',
        at: new Date(desk.now()).toISOString(),
        source: 'call',
      })
    })
    await waitFor(() => expect(desk.reader.row(lead)?.work).toMatchObject({ do: 'close' }))
    expect(store.getState().paused).toMatchObject({ lead })
    expect(toldCentral).not.toContain('paused')
    await user.keyboard('n{Control>}{Enter}{/Control}')
    await waitFor(() => expect(toldCentral.at(-1)).toBe('paused'))
    await waitFor(() => expect(store.getState().said).toMatch(/On a break/))
  })

  it('[UI102] a call goes on for central, and keeps news back, while another lead is looked at; Backspace leads back', async () => {
    const { store, user, toldCentral } = await renderApp(memoryDesk({ leads: 3 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    const lead = store.getState().leadId
    await user.keyboard('j')
    await waitFor(() => expect(store.getState().leadId).not.toBe(lead))
    act(() => store.setState({ news: ['A lead was taken away.'] }))
    expect(await page.findByRole('button', { name: /On call with/ })).toBeVisible()
    expect(store.getState().told).toBeNull()
    expect(toldCentral.at(-1)).toBe('onCall')
    await user.keyboard('{Backspace}')
    expect(store.getState().leadId).toBe(lead)
    await user.keyboard('n{Control>}{Enter}{/Control}')
    await waitFor(() => expect(toldCentral.at(-1)).toBe('ready'))
    expect(store.getState().told).toBe('A lead was taken away.')
  })

  it('[UI102] a call of the lead on screen that is just being recorded is not one with somebody else', async () => {
    const { store } = await renderApp(memoryDesk({ leads: 3 }))
    await page.findByText(/○ Ready/)
    const { leadId } = store.getState()
    act(() => store.setState({ going: [{ lead: leadId!, call: 'begun' }] }))
    expect(page.queryByRole('button', { name: /On call with/ })).toBeNull()
  })

  it('is for a supervisor who works a queue, too', async () => {
    const { user, toldCentral } = await renderApp(
      memoryDesk({ leads: 2, me: 'judith', ownerOf: () => 'judith' }),
    )
    await user.click(page.getByRole('button', { name: 'Take a break' }))
    expect(toldCentral.at(-1)).toBe('paused')
    await user.click(page.getByRole('button', { name: 'Find' }))
    expect(page.getByRole('button', { name: /^On a break \d/ })).toBeVisible()
    await user.keyboard(toggle)
    expect(page.queryByRole('button', { name: 'Take a break' })).toBeNull()
  })

  it('keeps news until it is over; a callback that comes due is announced', async () => {
    const at = Date.parse('2026-11-24T17:00:00.000Z')
    const desk = memoryDesk({ leads: 2, at, ownerOf: (n) => (n === 0 ? 'ana' : 'ben') })
    let now = at
    desk.now = () => now
    const { store, user } = await renderApp(desk)
    const [mine, theirs] = ['ana', 'ben'].map((who) => desk.reader.rows().find((r) => r.owner === who)!.id)
    await act(() =>
      scheduleCallback(desk, mine!, { at: new Date(at + 60_000).toISOString(), whose: 'mine', note: '' }),
    )
    await user.keyboard(toggle)
    act(() => {
      store.setState({ news: ['Ben corrected it.'] })
      desk.assign(theirs!, 'ana')
    })
    now = at + 61_000
    await act(async () => desk.remove('nobody'))
    await waitFor(() => expect(store.getState().told).toMatch(/^Call back Marcus/))
    act(() => store.setState({ told: null }))
    await user.keyboard(toggle)
    await waitFor(() => expect(store.getState().told).toMatch(/Ben corrected it/))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead in your queue/))
  })
})
