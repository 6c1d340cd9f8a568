import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const types = (desk: { committed: { type: string }[] }) => desk.committed.map((d) => d.type)
const question = () => page.getByRole('heading', { level: 3, name: /[“?]/ })

describe('the desk by keyboard', () => {
  it('[UI1] a digit gives the answer that stands beside it, and the next question comes', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const before = question().textContent
    await user.keyboard('1')
    await waitFor(() => expect(question().textContent).not.toBe(before))
    expect(desk.committed).toMatchObject([
      { type: 'field.answered', payload: { field: 'timeline', value: 'within3' } },
    ])
  })

  it('[UI1] zero says that the person would not say', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.keyboard('0')
    await waitFor(() => expect(types(desk)).toEqual(['field.declined']))
  })

  it('[UI2] a second digit waits until the first answer is saved and the next question is there', async () => {
    const desk = memoryDesk({ leads: 1 })
    let save: () => void = () => undefined
    desk.beforeSaved = () => new Promise((resolve) => (save = resolve))
    const { user } = await renderApp(desk)
    await user.keyboard('1')
    await user.keyboard('2')
    desk.beforeSaved = async () => undefined
    await act(async () => save())
    await waitFor(() => expect(types(desk)).toEqual(['field.answered']))
    await waitFor(() => expect(page.getByRole('heading', { name: /budget|choosing/i })).toBeVisible())
    await user.keyboard('2')
    await waitFor(() => expect(types(desk)).toEqual(['field.answered', 'field.answered']))
  })

  it('[UI3] letters and digits are text while typing; Esc leaves the field and they are keys again', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const notes = page.getByLabelText('Notes')
    await user.click(notes)
    await user.keyboard('d1?j')
    expect(notes).toHaveValue('d1?j')
    expect(page.queryByRole('dialog')).toBeNull()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(types(desk)).toEqual(['note.written']))
    await user.keyboard('?')
    expect(await page.findByRole('dialog')).toHaveTextContent('Finish and next')
  })

  it('[UI4] finishing without a chosen outcome completes the call and opens the next lead', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3 }))
    const first = store.getState().leadId
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
    expect(desk.committed).toMatchObject([
      { type: 'call.started', leadId: first },
      { type: 'call.finished', leadId: first, payload: { disposition: 'spoke' } },
    ])
  })

  it('[UI5] an outcome is only marked, and can be undone, until the call is finished', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    const button = page.getByRole('button', { name: /Do not call/ })
    await user.keyboard('x')
    expect(button).toHaveAttribute('aria-pressed', 'true')
    await user.keyboard('x')
    expect(button).toHaveAttribute('aria-pressed', 'false')
    await user.keyboard('n')
    expect(types(desk)).toEqual(['call.started'])
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(types(desk)).toEqual(['call.started', 'call.finished']))
    expect(desk.committed[1]).toMatchObject({ payload: { disposition: 'noAnswer' } })
    await waitFor(() => expect(store.getState().disposition).toBeNull())
  })

  it('[UI6] without a call, finishing writes nothing and goes on', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3 }))
    const first = store.getState().leadId
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
    expect(desk.committed).toEqual([])
  })

  it('[UI7] what could not be saved is told, and the lead stays', async () => {
    const desk = memoryDesk({ leads: 2 })
    const { store, user } = await renderApp(desk)
    const first = store.getState().leadId
    await user.keyboard('b')
    await page.findByText(/On call/)
    desk.beforeSaved = () => Promise.reject(new Error('The disk is full.'))
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await page.findByRole('alert')).toHaveTextContent('The disk is full.')
    expect(store.getState().leadId).toBe(first)
  })
})

describe('notes', () => {
  it('[UI8] "Saved" is said only once the write has resolved', async () => {
    const desk = memoryDesk({ leads: 1 })
    let save: () => void = () => undefined
    desk.beforeSaved = () => new Promise((resolve) => (save = resolve))
    const { user } = await renderApp(desk)
    await user.type(page.getByLabelText('Notes'), 'Rang twice')
    expect(page.getByText('Not saved yet…')).toBeVisible()
    expect(await page.findByText('Saving…')).toBeVisible()
    expect(page.queryByText('Saved')).toBeNull()
    await act(async () => save())
    expect(await page.findByText('Saved')).toBeVisible()
    expect(desk.committed.at(-1)).toMatchObject({ type: 'note.written', payload: { text: 'Rang twice' } })
  })

  it('[UI8] a write that failed is not called saved, and leaving the field tries again', async () => {
    const desk = memoryDesk({ leads: 1 })
    desk.beforeSaved = () => Promise.reject(new Error('The disk is full.'))
    const { user } = await renderApp(desk)
    await user.type(page.getByLabelText('Notes'), 'x')
    expect(await page.findByText('Not saved')).toBeVisible()
    desk.beforeSaved = async () => undefined
    await user.tab()
    expect(await page.findByText('Saved')).toBeVisible()
  })

  it('[UI9] what is still unsaved when the next lead opens is saved for the lead it was written for', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 2 }))
    const first = store.getState().leadId
    await user.type(page.getByLabelText('Notes'), 'late')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() =>
      expect(desk.committed).toMatchObject([
        { type: 'note.written', leadId: first, payload: { text: 'late' } },
      ]),
    )
    expect(store.getState().leadId).not.toBe(first)
  })
})

describe('the connection chip', () => {
  const chip = () => page.getByRole('status', { name: 'Connection' })

  it('[UI10] tells since when it is offline, and what waits', async () => {
    const since = new Date(2026, 10, 20, 16, 31)
    await renderApp(memoryDesk({ leads: 1, at: since.getTime() + 600_000 }), {
      ...ONLINE,
      connection: 'offline',
      since: since.toISOString(),
      waiting: 7,
    })
    expect(chip()).toHaveTextContent('Offline since 16:31 · 7 changes waiting · nothing lost')
  })

  it('[UI10] follows the status', async () => {
    const { store } = await renderApp()
    expect(chip()).toHaveTextContent(/Online · all synced/)
    act(() =>
      store.setState({
        sync: { ...ONLINE, notice: { kind: 'signIn', message: 'ended' }, waiting: 1, parked: 2 },
      }),
    )
    expect(chip()).toHaveTextContent('2 changes refused')
    expect(chip()).toHaveTextContent(/Sign in again to sync.*Online · sending 1 change/u)
    const storage = { kind: 'storage' as const, message: 'rebuilt' }
    act(() => store.setState({ sync: { ...ONLINE, connection: 'offline', notice: storage, waiting: 2 } }))
    expect(chip()).toHaveTextContent(/damaged and rebuilt.*Offline since .* · 2 changes waiting/u)
  })

  it('[UI10] what only tells what happened is dismissed, and comes back with more; what must be done stays', async () => {
    const { store, user } = await renderApp()
    const tell = (kind: 'storage' | 'signIn', message: string) =>
      act(() => store.setState({ sync: { ...ONLINE, notice: { kind, message } } }))
    const dismiss = () => page.queryByRole('button', { name: 'Dismiss the notice' })
    tell('storage', 'The journal was gone.')
    await user.click(dismiss()!)
    expect(chip()).not.toHaveTextContent('damaged')
    tell('storage', 'The journal was gone.')
    expect(chip()).not.toHaveTextContent('damaged')
    tell('storage', 'The journal was gone. 2 stored records were damaged.')
    expect(chip()).toHaveTextContent('damaged')
    tell('signIn', 'ended')
    expect(chip()).toHaveTextContent('Sign in again')
    expect(dismiss()).toBeNull()
  })
})

describe('the open lead', () => {
  it('[UI13] comes from the reader alone: the screen’s state knows leads by their ids', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3 }))
    await user.keyboard('1')
    await waitFor(() => expect(types(desk)).toEqual(['field.answered']))
    await user.keyboard('b')
    await page.findByText(/On call/)
    const [leadId, before] = [store.getState().leadId!, JSON.stringify(store.getState())]
    expect(before).toContain(leadId)
    for (const { name, company, phone, email } of desk.reader.rows())
      for (const known of [name, company, phone, email]) if (known) expect(before).not.toContain(known)
    const answer = { field: 'company' as const, value: 'Harbor & Daughters', call: null }
    act(() => desk.elsewhere([{ leadId, type: 'field.answered', payload: answer }]))
    expect((await page.findAllByText(/Harbor & Daughters/)).length).toBeGreaterThan(0)
    expect(JSON.stringify(store.getState())).toBe(before)
  })

  it('[UI15] has what is missing first when it is opened; then its fields keep their places', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 2 }))
    const boxes = () => [...document.querySelectorAll<HTMLElement>('[data-field]:not([data-answer])')]
    const order = () => boxes().map((box) => box.dataset.field)
    const missing = () => boxes().map((box) => box.dataset.missing !== undefined)
    expect(missing()).toContain(true)
    expect(missing()).toEqual(missing().toSorted((a, b) => Number(b) - Number(a)))
    const [before, gaps] = [order(), missing().filter(Boolean).length]
    await user.keyboard('1')
    await waitFor(() => expect(types(desk)).toEqual(['field.answered']))
    await waitFor(() => expect(missing().filter(Boolean)).toHaveLength(gaps - 1))
    expect(missing()[before.indexOf('timeline')]).toBe(false)
    expect(order()).toEqual(before)
    await user.keyboard('jk')
    await waitFor(() => expect(order()).not.toEqual(before))
    expect(missing()).toEqual(missing().toSorted((a, b) => Number(b) - Number(a)))
  })

  it('[UI78] has its points over time, also in words, and below them the history by day, older days folded', async () => {
    const { user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.keyboard('1')
    const pane = page.getByRole('complementary', { name: 'Score and history' })
    const days = () => [...pane.querySelectorAll('details')]
    await waitFor(() => expect(days()[0]).toHaveTextContent(/^Today1 thing/))
    expect(days().map((day) => day.open)).toEqual([true, true, true, false])
    expect(days().map((day) => day.querySelectorAll('li').length)).toEqual([1, 3, 1, 2])
    expect(days()[0]).toHaveTextContent('Purchase timeline: Within 3 months')
    expect(days()[3]).toHaveTextContent('Web form')
    const chart = within(pane).getByRole('img', { name: /^Score over time, .*: \d+ \(.*; .*: \d+ \(/ })
    expect(chart.compareDocumentPosition(days()[0]!) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  })
})
