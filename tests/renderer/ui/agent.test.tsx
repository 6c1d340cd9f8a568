import { act, cleanup, screen as page, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { recordConsent } from '../../../renderer/flow/record-consent.ts'
import { scheduleCallback } from '../../../renderer/flow/schedule-callback.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'

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

describe('asking', () => {
  it('[UI72] - asks when they will tell; the question makes way, and nothing is refused', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const before = question().textContent
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('-')
    await page.findByRole('dialog', { name: 'They will tell later' })
    await user.keyboard('1')
    await waitFor(() => expect(question().textContent).not.toBe(before))
    expect(desk.committed.at(-1)).toMatchObject({
      type: 'field.declined',
      payload: { field: 'timeline', later: 'call' },
    })
    expect(page.getByText(/will tell, ask in the next call/)).toBeVisible()
  })

  it('[UI72] words beside the choices go with the answer; left without one they become a note', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const before = question().textContent
    await user.keyboard("'")
    await user.keyboard('before the fair{Enter}1')
    await waitFor(() => expect(question().textContent).not.toBe(before))
    expect(desk.committed).toMatchObject([
      { type: 'field.answered', payload: { field: 'timeline', value: 'within3', words: 'before the fair' } },
    ])
    await user.keyboard("'")
    await user.keyboard('it depends{Escape}0')
    await waitFor(() => expect(desk.committed.map((d) => d.type)).toContain('field.declined'))
    await waitFor(() =>
      expect(desk.committed.at(-1)).toMatchObject({
        payload: { text: expect.stringMatching(/: it depends$/) },
      }),
    )
  })

  it('[UI72] questions of every kind are answered by keys: a number, a day, a text, several choices', async () => {
    const own = (id: string, kind: 'number' | 'date' | 'text' | 'choices', choices?: string[]) => ({
      id: `own.${id}`,
      label: id,
      kind,
      ...(choices && { choices: choices.map((c) => ({ id: c, label: c })) }),
    })
    const asks = (id: string) => ({
      field: `own.${id}`,
      dimension: null,
      share: 0,
      question: `Which ${id}?`,
      answers: id === 'trucks' ? [{ id: 'any', share: 0 }] : [],
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 30,
    })
    const names = ['trucks', 'start', 'why', 'ports']
    const desk = memoryDesk({
      leads: 1,
      policy: {
        ownFields: [
          own('trucks', 'number'),
          own('start', 'date'),
          own('why', 'text'),
          own('ports', 'choices', ['east', 'west', 'gulf']),
        ],
        fields: [...DEFAULT_POLICY.fields, ...names.map(asks)],
        rules: [{ route: 'high', when: { all: [] } }],
      },
    })
    const { user } = await renderApp(desk)
    const values = () => desk.committed.map((d) => (d.type === 'field.answered' ? d.payload.value : d.type))
    const asked = (name: string) => page.findByRole('heading', { name: `“Which ${name}?”` })
    await asked('trucks')
    await user.keyboard('1')
    await user.keyboard('42{Enter}')
    await asked('start')
    await user.keyboard('{Escape}1')
    await user.type(document.activeElement as HTMLElement, '2027-01-15')
    await user.keyboard('{Enter}')
    await asked('why')
    await user.keyboard('{Escape}1')
    await user.keyboard('too slow{Enter}')
    await asked('ports')
    await user.keyboard('{Escape}13')
    expect(page.getByRole('checkbox', { name: /gulf/ })).toBeChecked()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(values()).toEqual([42, '2027-01-15', 'too slow', 'east;gulf']))
    await waitFor(() => expect(page.queryByText('ALSO WORTH ASKING')).toBeNull())
  })
})

describe('the script', () => {
  it('[UI73] is a line until it is wanted; objections are found by a few letters, Esc gives the keys back', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const script = page.getByRole('region', { name: 'Script' })
    expect(script).toHaveTextContent(/am I speaking with Marcus Oyelaran\?/)
    await user.keyboard(',')
    expect(within(script).getByText('Marcus').tagName).toBe('B')
    // Typed on at once: no letter of it is a key of the desk.
    await user.keyboard('.e-mail')
    expect(within(script).getByRole('option', { selected: true })).toHaveTextContent('Just send me an e-mail')
    await user.keyboard('{Escape}1')
    await waitFor(() => expect(desk.committed).toHaveLength(1))
    await user.keyboard(',')
    expect(within(script).queryByRole('listbox')).toBeNull()
  })
})

describe('[UI97] a policy without a script', () => {
  it('shows none, and the key says why', async () => {
    const { user } = await renderApp(memoryDesk({ leads: 1, policy: { version: 2, script: undefined } }))
    expect(page.queryByRole('region', { name: 'Script' })).toBeNull()
    await user.keyboard(',')
    expect(
      await page.findByText('This campaign has no script.', { selector: '[class*=toast]' }),
    ).toBeVisible()
  })

  it('pages on which nothing stands are not offered', async () => {
    const script = { opening: 'Hello {{ firstName }}', closing: ' ', objections: [] }
    const { store, user } = await renderApp(memoryDesk({ leads: 1, policy: { version: 2, script } }))
    act(() => store.setState({ script: 'closing' }))
    const card = within(page.getByRole('region', { name: 'Script' }))
    expect(card.getByRole('button', { name: /^Opening/, pressed: true })).toBeVisible()
    expect(card.queryByRole('button', { name: /^(Objections|Closing)/ })).toBeNull()
    await user.keyboard('.')
    expect(await page.findByText(/no answers to objections/, { selector: '[class*=toast]' })).toBeVisible()
  })
})

describe('the time to wrap up', () => {
  const SECONDS = 0.5
  const later = () => new Promise((done) => setTimeout(done, 1000 * SECONDS + 200))

  it('[UI74] ends with the next lead, by itself', async () => {
    const { desk, store, user } = await renderApp(
      memoryDesk({ leads: 3, policy: { wrapUpSeconds: SECONDS } }),
    )
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

describe('news', () => {
  const DAY = Date.parse('2026-11-24T17:00:00.000Z')
  const toCall = (desk: MemoryDesk) =>
    desk.reader.rows().flatMap((r) => (r.owner === 'ben' && r.work.do === 'call' ? [r.id] : []))

  it('[UI75] leads that others gave are told, one by its name, several as one; not those that were there', async () => {
    const desk = memoryDesk({ leads: 12, at: DAY, ownerOf: (n) => (n === 0 ? 'ana' : 'ben') })
    const { store } = await renderApp(desk)
    const [second, third, fourth] = toCall(desk)
    act(() => desk.assign(second!, 'ana'))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead in your queue\. \w+/), {
      timeout: 3000,
    })
    act(() => store.setState({ told: null }))
    act(() => desk.assign(third!, 'ana'))
    act(() => desk.assign(fourth!, 'ana'))
    await waitFor(() => expect(store.getState().told).toMatch(/^2 new leads in your queue\. Among them/), {
      timeout: 3000,
    })
  })

  it('[UI75] nothing is news while central still sends what there is', async () => {
    const desk = memoryDesk({ leads: 12, at: DAY, ownerOf: (n) => (n === 0 ? 'ana' : 'ben') })
    const { store } = await renderApp(desk, { ...ONLINE, lastSyncedAt: null })
    const [second, third] = toCall(desk)
    act(() => desk.assign(second!, 'ana'))
    act(() => store.setState({ sync: ONLINE }))
    await act(() => new Promise((done) => setTimeout(done, 1200)))
    expect(store.getState().told).toBeNull()
    act(() => desk.assign(third!, 'ana'))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead/), { timeout: 3000 })
  })

  it('[UI91] who signs in finds nothing of who was here before', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 3 }))
    act(() => {
      store.setState({ unsaved: { lead: 'Priya Raman', text: 'her budget' }, news: ['3 leads left'] })
      store.setState({ drafts: { 'people|x|email': { name: 'x', of: '', value: 'a@b.example' } } })
    })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await page.findByPlaceholderText(/what you want to do/), 'Sign out')
    await user.keyboard('{Enter}')
    await user.type(await page.findByLabelText('E-mail'), 'ben@leadwright.example')
    await user.type(page.getByLabelText('Password'), 'leadwright{Enter}')
    await page.findByRole('navigation', { name: 'Screens' })
    const { unsaved, news, told, drafts } = store.getState()
    expect({ unsaved, news, told, drafts }).toEqual({ unsaved: null, news: [], told: null, drafts: {} })
  })

  it('[UI75] what happens during a call is told after it', async () => {
    const desk = memoryDesk({ leads: 12, at: DAY, ownerOf: (n) => (n < 2 ? 'ana' : 'ben') })
    const { store, user } = await renderApp(desk)
    await user.keyboard('b')
    await page.findByText(/On call/)
    act(() => {
      store.setState({ news: ['Priya Raman is now with Ben Okafor.'] })
      desk.assign(toCall(desk)[0]!, 'ana')
    })
    await act(() => new Promise((done) => setTimeout(done, 1200)))
    expect(store.getState().told).toBeNull()
    await user.keyboard('n{Control>}{Enter}{/Control}')
    await waitFor(() => expect(store.getState().told).toMatch(/with Ben Okafor/))
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead/), { timeout: 3000 })
  })

  it('[UI76] what was refused says what to do', async () => {
    const lead = memoryDesk({ leads: 1 }).reader.rows()[0]!.id
    const fault = { kind: 'notYours' as const, message: 'The lead is not yours.' }
    const event = { type: 'note.written' }
    const desk = memoryDesk({
      leads: 1,
      parked: [{ id: 'e', leadId: lead, fault, parkedAt: '2026-11-24T10:00:00.000Z', event }],
    })
    await renderApp(desk, undefined, 'me')
    expect(await page.findByText(/Tell them what you had entered/)).toBeVisible()
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
    const { user } = await renderApp(none, undefined, 'me')
    await user.click(page.getByRole('button', { name: 'Queue' }))
    expect(page.getByText('You are in no campaign yet')).toBeVisible()
  })
})

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
    await waitFor(() => expect(store.getState().told).toMatch(/^A new lead in your queue/), { timeout: 3000 })
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
