import { act, screen as page, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderApp } from './render-app.tsx'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'

const MINUTE = 60_000
const NOON = Date.parse('2026-11-24T17:00:00.000Z')

/** A desk with one lead open, and a clock that a test sets. */
function deskAt() {
  const desk = memoryDesk({ leads: 1, at: NOON })
  let now = NOON
  desk.now = () => now
  return {
    desk,
    /** Minutes after the start; the screen reads the clock at once. */
    async setTo(minutes: number) {
      now = NOON + minutes * MINUTE
      await act(async () => desk.remove('nobody'))
    },
  }
}

/** A lead that came in so many minutes before the start; the default policy has it called within eight hours, and reminds after six. */
const captured = (desk: MemoryDesk, lastName: string, ago = 0): Promise<void> =>
  act(() =>
    desk.transactor.commit([
      {
        leadId: desk.newId(),
        type: 'lead.captured',
        payload: {
          campaign: 'expo',
          channel: 'web',
          label: 'Web form',
          at: new Date(NOON - ago * MINUTE).toISOString(),
          fields: { lastName, phone: `+4420794600${lastName.length}${ago ? 1 : 0}`, country: 'GB' },
        },
      },
    ]),
  )

describe('[ES10] deadlines that near their end', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('are told once, several as one, and later only those that are new', async () => {
    const { desk, setTo } = deskAt()
    const { store } = await renderApp(desk)
    await captured(desk, 'Okafor', 100)
    await captured(desk, 'Lindqvist', 100)
    await captured(desk, 'Moreau')
    await setTo(259)
    expect(store.getState().told).toBeNull()
    await setTo(261)
    expect(store.getState().told).toMatch(
      /^2 leads are to be called soon\. First (Okafor|Lindqvist), in 1 h\./,
    )
    act(() => store.setState({ told: null }))
    await setTo(265)
    expect(store.getState().told).toBeNull()
    await setTo(361)
    expect(store.getState().told).toMatch(/^A lead is to be called soon\. Moreau, in 1 h\./)
    expect(page.getAllByText(/Moreau, in 1 h\./).length).toBeGreaterThan(0)
  })

  it('that were near when the desk was opened are no news, nor is an answer to one of them', async () => {
    const { desk, setTo } = deskAt()
    await captured(desk, 'Okafor', 361)
    const { store } = await renderApp(desk)
    const { id: leadId } = desk.reader.rows().find((row) => row.name === 'Okafor')!
    await setTo(1)
    const payload = { field: 'budget', value: 'over100k', call: null } as const
    await act(() => desk.transactor.commit([{ leadId, type: 'field.answered', payload }]))
    await setTo(2)
    expect(store.getState().told).toBeNull()
  })

  it('are not told during a call, but after it', async () => {
    const { desk, setTo } = deskAt()
    const { store, user } = await renderApp(desk)
    await captured(desk, 'Okafor')
    await user.keyboard('b')
    await page.findByText(/On call/)
    await setTo(361)
    expect(store.getState().told).toBeNull()
    await user.keyboard('n')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(store.getState().told).toContain('Okafor'))
  })

  it('are announced by the shell where there is one, like a callback', async () => {
    const told: unknown[] = []
    const invoke = async (channel: string, value: unknown) => {
      if (channel === 'notify:chosen') return new Promise(() => undefined)
      if (channel === 'notify') told.push(value)
      return null
    }
    vi.stubGlobal('leadwright', { invoke })
    const { desk, setTo } = deskAt()
    const { store } = await renderApp(desk)
    await captured(desk, 'Okafor')
    const { id } = desk.reader.rows().find((row) => row.name === 'Okafor')!
    await setTo(361)
    await setTo(370)
    expect(told).toEqual([
      { title: 'A lead is to be called soon', body: expect.stringContaining('Okafor'), lead: id },
    ])
    expect(store.getState().told).toBeNull()
  })
})
