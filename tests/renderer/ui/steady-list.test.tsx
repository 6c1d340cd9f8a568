import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openLead } from '../../../renderer/state/screen.ts'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const LINE = 56
const NOON = Date.parse('2026-11-24T17:00:00.000Z')

describe('[CA6] the list under the hand', () => {
  it('[UI28] a lead that moves up leaves the open one where it is on screen', async () => {
    const desk = memoryDesk({ leads: 40, at: NOON })
    const { store } = await renderApp(desk)
    const list = page.getByRole('listbox')
    const place = () =>
      Number(
        within(page.getByRole('listbox'))
          .getByRole('option', { selected: true })
          .getAttribute('aria-posinset'),
      ) *
        LINE -
      list.scrollTop
    const ids = () =>
      within(page.getByRole('listbox'))
        .getAllByRole('option')
        .map((o) => o.textContent)
    act(() => openLead(store, queued(desk, 8)))
    await waitFor(() =>
      expect(within(page.getByRole('listbox')).getByRole('option', { selected: true })).toHaveAttribute(
        'aria-posinset',
        '9',
      ),
    )
    list.scrollTop = 3 * LINE
    const [before, order] = [place(), ids()]
    const last = desk.reader.rows().find((r) => r.id === queued(desk, 20))!
    await act(() =>
      desk.transactor.commit([
        {
          leadId: last.id,
          type: 'callback.scheduled',
          payload: {
            callback: desk.newId(),
            at: new Date(NOON - 3_600_000 * 999).toISOString(),
            whose: 'mine',
            agent: 'ana',
            note: '',
          },
        },
      ]),
    )
    await waitFor(() =>
      expect(within(page.getByRole('listbox')).getByRole('option', { selected: true })).toHaveAttribute(
        'aria-posinset',
        '10',
      ),
    )
    expect(ids()).not.toEqual(order)
    expect(place()).toBe(before)
  })
})

/** The id of the n-th lead as listed, from 0. */
function queued(desk: ReturnType<typeof memoryDesk>, n: number): string {
  const name = within(page.getByRole('listbox')).getAllByRole('option')[n]?.querySelector('b')?.textContent
  return desk.reader.rows().find((r) => r.name === name)!.id
}
