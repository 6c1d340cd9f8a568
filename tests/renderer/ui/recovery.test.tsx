import { act, screen as page, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderApp } from './render-app.tsx'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'

const types = (desk: { committed: { type: string }[] }) => desk.committed.map((d) => d.type)
const NOON = Date.parse('2026-11-24T17:00:00.000Z')
const MARCUS = '+17575550142'

const begin = (desk: MemoryDesk, leadId: string, call = desk.newId(), at = desk.now()) =>
  desk.transactor.commit([
    { leadId, type: 'call.started', payload: { call, phone: MARCUS, at: new Date(at).toISOString() } },
  ])

describe('[CA9] calls without an outcome', () => {
  afterEach(() => vi.useRealTimers())

  it('are asked about first, one after the other; they never count as completed', async () => {
    const desk = memoryDesk({ leads: 12, at: NOON })
    const [one, two] = desk.reader.rows()
    await begin(desk, one!.id, undefined, NOON - 600_000)
    await begin(desk, two!.id, undefined, NOON - 300_000)
    const { user, store } = await renderApp(desk)
    const dialog = await page.findByRole('dialog')
    expect(dialog).toHaveTextContent('1 of 2')
    expect(dialog).toHaveTextContent(one!.name)
    await user.keyboard('{Escape}j')
    expect(page.getByRole('dialog'), 'cannot be put away').toBeVisible()
    await user.keyboard('n')
    await waitFor(() => expect(page.getByRole('dialog')).toHaveTextContent(two!.name))
    await user.click(within(page.getByRole('dialog')).getByRole('button', { name: 'Call dropped' }))
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    expect(desk.committed.slice(2)).toMatchObject([
      { leadId: one!.id, payload: { disposition: 'noAnswer', flags: { completed: false } } },
      { leadId: two!.id, payload: { disposition: 'dropped', flags: { completed: false } } },
    ])
    await waitFor(() => expect(store.getState().leadId).not.toBeNull())
    expect(store.getState().leadId, 'the next lead, not the one that is done').not.toBe(two!.id)
  })

  it('one that goes on is taken up where it was', async () => {
    const desk = memoryDesk({ leads: 3, at: NOON })
    const lead = desk.reader.rows()[2]!
    await begin(desk, lead.id)
    const { user, store } = await renderApp(desk, undefined, 'me')
    await page.findByRole('dialog')
    await user.keyboard('t')
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    expect(store.getState()).toMatchObject({ screen: 'queue', leadId: lead.id })
    expect(await page.findByText(/On call/)).toBeVisible()
    expect(types(desk)).toEqual(['call.started'])
  })

  it('a call that runs when the machine falls asleep is asked about when it wakes', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: NOON })
    const { user } = await renderApp(memoryDesk({ leads: 2, at: NOON }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    act(() => vi.advanceTimersByTime(30_000))
    expect(page.queryByRole('dialog')).toBeNull()
    vi.setSystemTime(NOON + 600_000)
    act(() => vi.advanceTimersByTime(5000))
    expect(await page.findByRole('dialog')).toHaveTextContent('How did this call end?')
  })
})

describe('[CA10] consent', () => {
  it('withdrawn for calls says first that it is a do-not-call', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1, at: NOON }))
    await user.keyboard('u')
    const dialog = within(await page.findByRole('dialog'))
    expect(dialog.getByText(/“?Yes, send me news/)).toBeVisible()
    expect(dialog.getByLabelText('What they agreed to')).toHaveValue(
      'Yes, you may call me about Spring expo 2026.',
    )
    await user.click(dialog.getByLabelText('Refuse or withdraw'))
    expect(dialog.getByRole('alert')).toHaveTextContent('This is a do-not-call')
    await user.type(dialog.getByLabelText('What they said'), 'Never call me again')
    await user.click(dialog.getByRole('button', { name: 'Record it, do not call' }))
    await waitFor(() =>
      expect(desk.committed).toMatchObject([
        {
          type: 'consent.recorded',
          payload: { for: 'phone', given: false, text: 'Never call me again', basis: 'by e-mail' },
        },
      ]),
    )
    expect(await page.findByRole('button', { name: 'Refused calls' })).toBeVisible()
  })
})

describe('[CA11] reminders in a browser', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
  const due = (desk: MemoryDesk, leadId: string) =>
    act(() =>
      desk.transactor.commit([
        {
          leadId,
          type: 'callback.scheduled',
          payload: {
            callback: desk.newId(),
            at: new Date(NOON - 60_000).toISOString(),
            whose: 'mine',
            agent: 'ana',
            note: '',
          },
        },
      ]),
    )
  const stub = (permission: NotificationPermission) => {
    const shown: string[] = []
    class Stub {
      static permission = permission
      static requestPermission = async () => {
        Stub.permission = 'granted'
        return Stub.permission
      }
      constructor(title: string) {
        shown.push(title)
      }
    }
    vi.stubGlobal('Notification', Stub)
    return shown
  }

  it('in the background by a notification, where that was allowed; in sight on the page', async () => {
    const shown = stub('granted')
    const desk = memoryDesk({ leads: 3, at: NOON })
    const { store } = await renderApp(desk)
    const [one, two] = desk.reader.rows()
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    await due(desk, one!.id)
    await waitFor(() => expect(shown).toEqual([`Call back ${one!.name}`]))
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
    await due(desk, two!.id)
    await waitFor(() => expect(store.getState().told).toContain(`Call back ${two!.name}`))
    expect(shown).toHaveLength(1)
  })

  it("a click on the shell's notification opens the lead, on whichever screen one is", async () => {
    const told: unknown[] = []
    let choose: (lead: string) => void = () => undefined
    const invoke = async (channel: string, ...args: unknown[]) => {
      if (channel === 'notify:chosen') return new Promise((resolve) => (choose = resolve))
      if (channel === 'notify') told.push(...args)
      return null
    }
    vi.stubGlobal('leadwright', { invoke })
    const desk = memoryDesk({ leads: 3, at: NOON })
    const { store } = await renderApp(desk, undefined, 'me')
    const [, , lead] = desk.reader.rows()
    await due(desk, lead!.id)
    await waitFor(() => expect(told).toMatchObject([{ title: `Call back ${lead!.name}`, lead: lead!.id }]))
    for (const screen of ['me', 'find'] as const) {
      act(() => store.setState({ screen, leadId: null }))
      await act(async () => choose(lead!.id))
      await waitFor(() => expect(store.getState()).toMatchObject({ screen: 'queue', leadId: lead!.id }))
    }
  })

  it('permission is asked for on the Me screen, and only there', async () => {
    stub('default')
    const { user } = await renderApp(memoryDesk({ leads: 1, at: NOON }), undefined, 'me')
    await user.click(await page.findByRole('button', { name: 'Allow them' }))
    expect(await page.findByText(/announced also while this page is in the background/)).toBeVisible()
    expect(page.queryByRole('button', { name: 'Allow them' })).toBeNull()
  })
})
