import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openLead } from '../../../renderer/state/screen.ts'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const finish = '{Control>}{Enter}{/Control}'
const inQueue = (name: RegExp) => within(page.getByRole('listbox', { name: 'Queue' })).findByText(name)

describe('[UI105] a key that does nothing says why', () => {
  it('of a call, without one and in one; of an outcome that was never given', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3 }))
    const told = () => store.getState().passing?.text
    await user.keyboard('n')
    expect(told()).toMatch(/^No call goes on/)
    await user.keyboard('o')
    expect(told()).toBe('There is no outcome to correct yet.')
    await user.keyboard('b')
    await page.findByText(/On call/)
    for (const key of ['b', 'd']) {
      store.setState({ passing: null })
      await user.keyboard(key)
      expect(told()).toMatch(/^A call goes on/)
    }
    expect(desk.committed.map((d) => d.type)).toEqual(['call.started'])
  })

  it('of the pool, while central is not reached', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 1 }))
    store.setState(({ sync }) => ({ sync: { ...sync, connection: 'offline' } }))
    await user.keyboard('p')
    expect(store.getState().passing?.text).toMatch(/^The pool needs a connection/)
  })
})

describe('[UI111] the lead that is open now', () => {
  it('is told by its name: one goes to it by keys or a call is finished', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 3 }))
    const open = () => desk.reader.row(store.getState().leadId ?? '')
    const first = open()
    await user.keyboard('j')
    expect(open()).not.toBe(first)
    await waitFor(() => expect(store.getState().said).toBe(`${open()?.name} · ${open()?.company}`))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard(`n${finish}`)
    await waitFor(() =>
      expect(store.getState().said).toBe(`Finished. Next: ${open()?.name} · ${open()?.company}`),
    )
  })

  it('and where none is next, that', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard(`i${finish}`)
    await waitFor(() => expect(store.getState().said).toBe('Finished. Your queue is done'))
  })

  it('is told again by its name when one comes back to it', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 1 }), undefined, 'me')
    await user.click(page.getByRole('button', { name: 'Queue' }))
    await waitFor(() => expect(store.getState().said).toContain(desk.reader.rows()[0]!.name))
  })

  it('[UI79] has the keys to itself: no answer of the lead before keeps the focus', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 3 }))
    const first = store.getState().leadId
    page.getByRole('button', { name: /Would not say/ }).focus()
    await user.keyboard('j')
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
    await waitFor(() => expect(document.activeElement).toHaveAttribute('data-focus-root'))
  })

  it('[UI71] is said to be on call until its outcome is chosen; a note that was taken back is not called saved', async () => {
    const { user } = await renderApp(memoryDesk({ leads: 2 }))
    await user.type(page.getByLabelText('Notes'), 'wrong person')
    await user.keyboard('{Escape}')
    await page.findByText('Saved')
    await user.keyboard('{Control>}z{/Control}')
    await waitFor(() => expect(page.getByLabelText('Notes')).toHaveValue(''))
    expect(page.queryByText('Saved')).toBeNull()
    await user.keyboard('b')
    await inQueue(/^on call$/)
    await user.keyboard('n')
    await inQueue(/^wrap up$/)
  })
})

it('[CA5] a callback that a colleague promised stands with their name, not as mine; in the history with its day', async () => {
  const desk = memoryDesk({ leads: 2, at: Date.parse('2026-11-24T17:00:00.000Z') })
  const [lead] = desk.reader.rows()
  const promise = { whose: 'mine', agent: 'ben', note: '', at: '2026-11-25T17:30:00.000Z' } as const
  desk.elsewhere([
    { leadId: lead!.id, type: 'callback.scheduled', payload: { callback: desk.newId(), ...promise } },
  ])
  const { store } = await renderApp(desk)
  act(() => openLead(store, lead!.id))
  expect(await page.findByRole('button', { name: /^Cancel the callback/ })).toHaveTextContent(
    /· Ben Okafor ✕$/,
  )
  const history = page.getByRole('complementary', { name: 'Score and history' })
  expect(within(history).getByText('Callback').parentElement).toHaveTextContent(/25/)
})
