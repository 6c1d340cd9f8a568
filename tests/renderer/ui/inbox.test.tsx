import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import type { HandOffsPage } from '../../../shared/api/hand-offs.ts'
import type { Desktop } from '../../../shared/ipc/contract.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

/** A desk of somebody who takes hand-offs, and what it sent to central. */
function inboxDesk(many = 3, answer?: (call: ApiCall<unknown>) => void) {
  const central = storyApi(many)
  const sent: { path: string; body: unknown }[] = []
  const api: Api = {
    ...central,
    async request<T>(call: ApiCall<T>): Promise<T> {
      answer?.(call as ApiCall<unknown>)
      if (call.method !== 'GET')
        sent.push({ path: call.path.replace(/^hand-offs\/[^/]+\//u, ''), body: call.body })
      return central.request(call)
    },
  }
  return { desk: memoryDesk({ leads: 1, me: 'judith', api }), sent }
}

describe('[UI30] the inbox of Sales and partners', () => {
  it('[UI83] is worked by keys alone: look, accept, and it stays open until the next one is looked at', async () => {
    const { desk, sent } = inboxDesk()
    const { user } = await renderApp(desk, ONLINE, 'inbox')
    expect(await page.findByRole('heading', { name: '3 leads' })).toBeVisible()
    const open = await page.findByRole('region', { name: 'Marcus Webb' })
    expect(await within(open).findByText('Replace a system')).toBeVisible()
    await user.keyboard('j')
    expect(await page.findByRole('region', { name: 'Elena Fischer' })).toBeVisible()
    await user.keyboard('{Control>}k{/Control}')
    const offered = () =>
      [...document.querySelectorAll('.mantine-Spotlight-action')].map((o) => o.textContent)
    await waitFor(() => expect(offered().join('|')).toContain('Accept'))
    // [UI104] What this one takes now; it is won when it has been accepted.
    expect(offered().join('|')).not.toMatch(/\bwon\b/iu)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    await user.keyboard('a')
    const accepted = page.getByRole('region', { name: 'Elena Fischer' })
    expect(await within(accepted).findByRole('button', { name: /Call/ })).toBeVisible()
    expect(sent).toEqual([{ path: 'accept', body: { version: 2 } }])
    await user.keyboard('j')
    expect(await page.findByRole('region', { name: 'Priya Raman' })).toBeVisible()
    expect(page.getByRole('heading', { name: '2 leads' })).toBeVisible()
  })

  it('[DS27] m writes to them in the mail program; in the desktop where none takes it the address is copied', async () => {
    const { desk } = inboxDesk()
    const { user, store } = await renderApp(desk, ONLINE, 'inbox')
    await page.findByRole('region', { name: 'Marcus Webb' })
    const asked: unknown[][] = []
    window.leadwright = { invoke: async (...call: unknown[]) => asked.push(call) > 5 } as unknown as Desktop
    try {
      await user.keyboard('m')
      await waitFor(() => expect(store.getState().passing?.text).toMatch(/address is copied/))
      expect(asked).toContainEqual(['mail', 'marcus@example.com'])
      expect(await navigator.clipboard.readText()).toBe('marcus@example.com')
    } finally {
      delete window.leadwright
    }
  })

  it('[DS27] in a browser, which cannot tell whether a mail program took it, the address is copied, too', async () => {
    const { desk } = inboxDesk()
    const { user, store } = await renderApp(desk, ONLINE, 'inbox')
    await page.findByRole('region', { name: 'Marcus Webb' })
    await user.keyboard('m')
    await waitFor(() => expect(store.getState().passing?.text).toMatch(/address is copied, too/))
    expect(await navigator.clipboard.readText()).toBe('marcus@example.com')
  })

  it('sends a lead back only with a reason, and something else only in words', async () => {
    const { desk, sent } = inboxDesk()
    const { user } = await renderApp(desk, ONLINE, 'inbox')
    await page.findByRole('region', { name: 'Marcus Webb' })
    await user.keyboard('r')
    const dialog = await page.findByRole('dialog', { name: 'Send back' })
    const save = within(dialog).getByRole('button', { name: /Send back/u })
    expect(save).toBeDisabled()
    await user.click(within(dialog).getByRole('radio', { name: 'Something else' }))
    expect(save).toBeDisabled()
    await user.type(within(dialog).getByRole('textbox'), 'Left the company')
    await user.click(save)
    await waitFor(() =>
      expect(sent).toEqual([
        { path: 'return', body: { version: 2, reason: 'other', note: 'Left the company' } },
      ]),
    )
  })

  it('[UI83] is passed on to nobody by accident', async () => {
    const { desk, sent } = inboxDesk()
    const { user } = await renderApp(desk, ONLINE, 'inbox')
    await page.findByRole('region', { name: 'Marcus Webb' })
    await user.keyboard('o')
    const dialog = await page.findByRole('dialog', { name: 'Pass on' })
    await user.type(within(dialog).getByRole('textbox'), 'Is on holiday')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(sent).toEqual([])
    await user.selectOptions(within(dialog).getByRole('combobox'), 'Our common inbox')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(sent).toMatchObject([{ path: 'pass-on', body: { to: null } }]))
  })

  it('records what was won, with a currency where there is a value', async () => {
    const { desk, sent } = inboxDesk()
    const { user } = await renderApp(desk, ONLINE, 'inbox')
    await user.click(await page.findByRole('tab', { name: 'Accepted' }))
    await page.findByRole('region', { name: 'Marcus Webb' })
    await user.keyboard('w')
    const dialog = await page.findByRole('dialog', { name: 'Won' })
    await user.type(within(dialog).getByLabelText('Value'), '12500')
    const save = within(dialog).getByRole('button', { name: /Won/u })
    await user.click(save)
    expect(within(dialog).getByText('Its three letters, as EUR')).toBeVisible()
    expect(sent).toEqual([])
    await user.type(within(dialog).getByLabelText(/^Currency/u), 'eur')
    await user.click(save)
    await waitFor(() =>
      expect(sent).toEqual([
        {
          path: 'outcome',
          body: { version: 2, outcome: 'won', value: 12_500, currency: 'EUR', reason: '' },
        },
      ]),
    )
  })

  it('notes what was done in words, and shows what colleagues noted', async () => {
    const { desk, sent } = inboxDesk()
    const { user } = await renderApp(desk, ONLINE, 'inbox')
    await user.click(await page.findByRole('tab', { name: 'Accepted' }))
    await page.findByRole('region', { name: 'Marcus Webb' })
    expect(await page.findByText('Wants an offer by Friday')).toBeVisible()
    await user.keyboard('n')
    const dialog = await page.findByRole('dialog', { name: 'What did you do?' })
    await user.click(within(dialog).getByRole('radio', { name: 'Meeting' }))
    await user.type(within(dialog).getByRole('textbox'), 'Met at their site')
    await user.click(within(dialog).getByRole('button', { name: 'Note it' }))
    await waitFor(() =>
      expect(sent).toEqual([{ path: 'actions', body: { kind: 'meeting', note: 'Met at their site' } }]),
    )
  })

  it('keeps the open lead open while others come in above it, and the next one when it is taken', async () => {
    const central = storyApi(3)
    let shown = (ids: string[]) => ids.slice(1)
    const api: Api = {
      ...central,
      async request<T>(call: ApiCall<T>): Promise<T> {
        const answer = await central.request(call)
        if (!call.path.startsWith('hand-offs?')) return answer
        const { handOffs } = answer as HandOffsPage
        const ids = shown(handOffs.map((h) => h.id))
        return { handOffs: handOffs.filter((h) => ids.includes(h.id)), next: null } as T
      },
    }
    const { store } = await renderApp(memoryDesk({ leads: 1, me: 'judith', api }), ONLINE, 'inbox')
    expect(await page.findByRole('region', { name: 'Elena Fischer' })).toBeVisible()
    let rounds = 0
    const round = () =>
      act(() =>
        store.setState((s) => ({
          sync: {
            ...s.sync,
            lastSyncedAt: new Date(Date.parse('2026-11-24T15:00Z') + ++rounds * 1000).toISOString(),
          },
        })),
      )
    shown = (ids) => ids
    round()
    expect(await page.findByRole('heading', { name: '3 leads' })).toBeVisible()
    expect(page.getByRole('region', { name: 'Elena Fischer' })).toBeVisible()
    shown = ([first, , last]) => [first, last].filter((id) => id !== undefined)
    round()
    expect(await page.findByRole('region', { name: 'Priya Raman' })).toBeVisible()
  })

  it('tells a conflict, and keeps the lead in sight', async () => {
    const { desk } = inboxDesk(1, (call) => {
      if (call.method !== 'GET')
        throw new FaultError({ kind: 'conflict', message: 'Somebody accepted it meanwhile' })
    })
    const { user } = await renderApp(desk, ONLINE, 'inbox')
    await page.findByRole('region', { name: 'Marcus Webb' })
    await user.keyboard('a')
    expect((await page.findAllByText('Somebody accepted it meanwhile')).length).toBeGreaterThan(0)
    expect(page.getByRole('region', { name: 'Marcus Webb' })).toBeVisible()
  })

  it('is honest when there is nothing', async () => {
    await renderApp(inboxDesk(0).desk, ONLINE, 'inbox')
    expect(await page.findByText('Nothing new')).toBeVisible()
  })
})
