import { act, cleanup, screen as page, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const undo = '{Control>}z{/Control}'
const question = () => page.getByRole('heading', { level: 3, name: /[“?]/ })

beforeEach(() => localStorage.clear())

describe('filters of the queue', () => {
  it('[UI70] F and a digit switch, 0 shows all; one put together is kept under a name and counted', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 30 }))
    await user.keyboard('f')
    const dialog = await page.findByRole('dialog')
    const all = within(dialog).getByRole('button', { name: /All my leads/ }).textContent
    await user.keyboard('2')
    await waitFor(() => expect(store.getState()).toMatchObject({ filter: 'high', dialog: null }))
    await user.keyboard('f0')
    await waitFor(() => expect(store.getState()).toMatchObject({ filter: null, dialog: null }))
    await user.keyboard('f')
    const again = await page.findByRole('dialog')
    expect(within(again).getByLabelText('Keep it as')).toHaveAccessibleDescription(/^Choose above/)
    await user.click(within(again).getByRole('button', { name: 'High', pressed: false }))
    await user.click(within(again).getByRole('button', { name: 'Low', pressed: false }))
    expect(within(again).getByText(/^\d+ leads now$/).textContent).not.toContain(all)
    await user.type(within(again).getByLabelText('Keep it as'), 'Worth a call')
    await user.keyboard('{Control>}{Enter}{/Control}')
    const chip = await page.findByRole('button', { name: /^Worth a call \d+$/, pressed: true })
    expect(localStorage.length).toBe(1)
    await user.click(chip)
    expect(store.getState().filter).toBeNull()
  })
})

describe('taking back', () => {
  it('[UI71] Ctrl+Z takes back the last answer and says so; while typing it is the field’s own', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const before = question().textContent
    await user.keyboard(undo)
    expect(
      await page.findByText('There is nothing to take back.', { selector: '[class*=toast]' }),
    ).toBeVisible()
    await user.keyboard('1')
    await waitFor(() => expect(question().textContent).not.toBe(before))
    await user.click(page.getByLabelText('Notes'))
    await user.keyboard(undo)
    expect(desk.committed).toHaveLength(1)
    await user.keyboard(`{Escape}${undo}`)
    await waitFor(() => expect(question().textContent).toBe(before))
    expect(
      page.getByText(/^Taken back: Purchase timeline: Within 3 months/, { selector: '[class*=toast]' }),
    ).toBeVisible()
  })

  it('[UI71] a note taken back is off the screen; an outcome is corrected instead', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3 }))
    const first = store.getState().leadId
    await user.type(page.getByLabelText('Notes'), 'wrong person')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(desk.committed.at(-1)?.type).toBe('note.written'))
    await user.keyboard(undo)
    await waitFor(() => expect(page.getByLabelText('Notes')).toHaveValue(''))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('n{Control>}{Enter}{/Control}')
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
    await act(async () => undefined)
    await user.keyboard(undo)
    await waitFor(() => expect(store.getState()).toMatchObject({ leadId: first, dialog: 'amend' }))
    const correct = await page.findByRole('dialog', { name: /Correct the last outcome/ })
    expect(correct).not.toHaveTextContent(/do-not-call/)
  })
})

describe('the time to wrap up', () => {
  /** Enough to begin typing in, also on a busy machine. */
  const SECONDS = 2
  const later = () => new Promise((done) => setTimeout(done, 1000 * SECONDS + 200))

  it('[UI74] is counted from the outcome, whichever it is in the end; before it the call is', async () => {
    onTestFinished(() => void vi.useRealTimers())
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    let at = Date.parse('2026-11-24T17:00:00.000Z')
    const desk = memoryDesk({ leads: 2, at })
    desk.now = () => at
    const goOn = (seconds: number) => {
      at += seconds * 1000
      act(() => void vi.advanceTimersByTime(1000))
    }
    const { user } = await renderApp(desk)
    await user.keyboard('b')
    await page.findByText(/On call/)
    goOn(75)
    expect(page.getByText(/On call 01:15/)).toBeVisible()
    await user.keyboard('n')
    expect(await page.findByText(/Wrap-up 00:00/)).toBeVisible()
    goOn(20)
    await user.keyboard('v')
    goOn(22)
    expect(page.getByText(/Wrap-up 00:42/)).toBeVisible()
    await user.keyboard('v')
    expect(await page.findByText(/On call 01:57/)).toBeVisible()
  })

  it('[UI74] ends with the next lead, by itself', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3, policy: { wrapUpSeconds: 0.5 } }))
    const first = store.getState().leadId
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('n')
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
    expect(desk.committed.at(-1)).toMatchObject({
      type: 'call.finished',
      payload: { disposition: 'noAnswer' },
    })
  })

  it('[UI74] stops while one types, and begins anew when it is asked to', async () => {
    const { desk, store, user } = await renderApp(
      memoryDesk({ leads: 3, policy: { wrapUpSeconds: SECONDS } }),
    )
    const first = store.getState().leadId
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('n')
    await user.type(page.getByLabelText('Notes'), 'x')
    await later()
    expect(store.getState().leadId).toBe(first)
    expect(page.getByText(/countdown stopped/)).toBeVisible()
    await user.keyboard('{Escape};')
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
    expect(desk.committed.filter((d) => d.type === 'note.written')).toHaveLength(1)
  })
})

describe('what is not there yet', () => {
  it('[UI77] nobody’s campaign, and a policy that has not come, are said', async () => {
    const desk = memoryDesk({ leads: 1 })
    desk.reader.campaigns = () => [{ id: 'expo', name: 'Spring expo', policyVersion: 7 }]
    await renderApp(desk)
    expect(page.getByText(/policy is not here yet/)).toBeVisible()
    cleanup()
    const none = memoryDesk({ leads: 0 })
    none.reader.campaigns = () => []
    const { store, user } = await renderApp(none, undefined, 'me')
    await user.click(page.getByRole('button', { name: 'Queue' }))
    expect(within(page.getByRole('main')).getByText('You are in no campaign yet')).toBeVisible()
    expect(store.getState().said).toBe('You are in no campaign yet')
  })
})

describe('[UI93] giving a lead back', () => {
  const asked = vi.fn()
  const deskWith = (answer: object) =>
    memoryDesk({
      leads: 2,
      api: {
        request: async ({ schema, ...call }) => {
          asked(call)
          return schema!.parse(answer)
        },
        url: (path) => path,
      },
    })
  const give = async (user: UserEvent) => {
    await user.keyboard('z')
    await user.click(await page.findByRole('button', { name: 'To the pool…' }))
    await user.type(await page.findByLabelText(/^Reason/), 'speaks French{Control>}{Enter}{/Control}')
  }

  it('from where it is put off, with a reason; the next lead opens', async () => {
    const { desk, store, user } = await renderApp(
      deskWith({ assigned: [{ id: 'x', version: 2 }], conflicts: [] }),
    )
    const { leadId } = store.getState()
    await give(user)
    await waitFor(() => expect(store.getState()).toMatchObject({ dialog: null }))
    expect(asked).toHaveBeenCalledWith({
      method: 'POST',
      path: 'assignments',
      body: { leads: [{ id: leadId, version: 1 }], to: null, reason: 'speaks French' },
    })
    expect(store.getState().leadId).not.toBe(leadId)
    expect(desk.committed).toEqual([])
  })

  it('one that changed hands stays on screen, and it is told; in a call it is not offered', async () => {
    const { store, user } = await renderApp(deskWith({ assigned: [], conflicts: [] }))
    const { leadId } = store.getState()
    await give(user)
    expect(await page.findByText(/changed hands meanwhile/, { selector: '[class*=toast]' })).toBeVisible()
    expect(store.getState().leadId).toBe(leadId)
    act(() => store.setState({ dialog: null }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('z')
    await page.findByRole('dialog')
    expect(page.queryByRole('button', { name: 'To the pool…' })).toBeNull()
  })
})
