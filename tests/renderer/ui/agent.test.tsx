import { act, screen as page, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
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
    await user.click(within(again).getByRole('button', { name: 'High', pressed: false }))
    await user.click(within(again).getByRole('button', { name: 'Low', pressed: false }))
    expect(within(again).getByText(/^\d+ leads now$/).textContent).not.toContain(all)
    await user.type(within(again).getByLabelText('Keep it as'), 'Worth a call')
    await user.click(within(again).getByRole('button', { name: 'Keep and show' }))
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
    expect(await page.findByRole('dialog', { name: /Correct the last outcome/ })).toBeVisible()
  })
})
