import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'

/** The clock stands: what its tick renders is none of an answer's doing. */
const NOON = Date.parse('2026-11-24T17:00:00.000Z')

/** Notes which leads' lines are rendered: only a line of the queue reads how often its lead was called. */
function watchLines(desk: MemoryDesk): string[] {
  const rendered: string[] = []
  for (const row of desk.reader.rows() as LeadRow[]) {
    const { attempts } = row
    Object.defineProperty(row, 'attempts', {
      get() {
        rendered.push(row.id)
        return attempts
      },
    })
  }
  return rendered
}

const lines = () => within(page.getByRole('listbox', { name: 'Queue' }))
const question = () => page.queryByRole('heading', { level: 3, name: /[“?]/ })?.textContent ?? null

describe('what an answer renders', () => {
  it('[UI29] the lines of the other leads are not rendered again', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 8, at: NOON }))
    expect(lines().getAllByRole('option').length).toBeGreaterThan(3)
    const rendered = watchLines(desk)
    const before = question()
    await user.keyboard('1')
    await waitFor(() => expect(question()).not.toBe(before))
    expect(lines().getByRole('option', { selected: true })).toHaveTextContent('unsent')
    await waitFor(() => expect(store.getState().said).toContain('Saved'))
    expect(rendered).toEqual([])
  })

  it('[UI29] the answer is on screen in three commits: on its way, there, said', async () => {
    const { commits, user } = await renderApp(memoryDesk({ leads: 8, at: NOON }))
    const [before, from] = [question(), commits()]
    await user.keyboard('1')
    await waitFor(() => expect(question()).not.toBe(before))
    await act(async () => undefined)
    expect(commits() - from).toBeLessThanOrEqual(3)
  })

  it('[UI29] a new state of the connection renders neither the queue nor the lead', async () => {
    const { desk, store } = await renderApp(memoryDesk({ leads: 8, at: NOON }))
    const rendered = watchLines(desk)
    act(() => store.setState({ sync: { ...ONLINE, waiting: 3 } }))
    expect(page.getByRole('status', { name: 'Connection' })).toHaveTextContent('3')
    expect(rendered).toEqual([])
  })
})
