import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import type { QueuesResponse } from '../../../shared/api/api.ts'
import type { Reassignment, ReassignPreview, ReassignRequest } from '../../../shared/api/reassign.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { PREVIEW, QUEUES, REASSIGNMENTS } from './story/sample-queues.ts'
import { storyApi } from './story/story-api.ts'

const DONE: Reassignment = { ...REASSIGNMENTS[0]!, id: 'one', moved: 3, total: 4 }

interface Central {
  queues?: QueuesResponse
  preview?: ReassignPreview
  /** What it answers, in order, to what is begun and asked for after; 'away': it is not reached, 'hangs': nothing. */
  answers?: (Reassignment | 'away' | 'hangs')[]
}

/** A supervisor's desk, with what was sent of reassignments. */
async function team({ queues = QUEUES, preview = PREVIEW, answers = [DONE] }: Central = {}) {
  const sent: { path: string; body: ReassignRequest }[] = []
  const story = storyApi()
  const state = { queues, told: queues }
  const left = [...answers]
  const hanging: { signal?: AbortSignal } = {}
  const api: Api = {
    ...story,
    async request<T>(call: ApiCall<T>): Promise<T> {
      const { path, method, schema } = call
      if (!schema) return story.request(call)
      if (path === 'queues') {
        const told = schema.parse(state.queues)
        state.told = told as QueuesResponse
        return told
      }
      if (!path.startsWith('reassignments') || path === 'reassignments') {
        if (method !== 'POST') return story.request(call)
      }
      if (method === 'POST') sent.push({ path, body: call.body as ReassignRequest })
      if (path === 'reassignments/preview') return schema.parse(preview)
      const answer = left.length > 1 ? left.shift() : left[0]
      if (answer === 'away')
        throw new FaultError({ kind: 'unavailable', message: 'away' }, { unreached: true })
      if (answer === 'hangs') {
        Object.assign(hanging, { signal: call.signal })
        return new Promise<T>(() => undefined)
      }
      return schema.parse(answer)
    },
  }
  const owners = ['ana', 'ben', null]
  const desk = memoryDesk({ leads: 12, me: 'judith', api, ownerOf: (n) => owners[n % 3] ?? null })
  const app = await renderApp(desk, ONLINE, 'team')
  await page.findByLabelText("Choose Ben Okafor's leads")
  return { ...app, sent, state, hanging }
}

describe('[UI80] what agents do now', () => {
  it('is said in words, with what their devices hold back', async () => {
    await team()
    const row = (name: RegExp) => within(page.getByRole('row', { name }))
    expect(row(/Ana Moreira/).getByText(/Offline \d+ m/)).toBeVisible()
    expect(row(/Ana Moreira/).getByText('2 refused')).toBeVisible()
    expect(row(/Ben Okafor/).getByText('Absent')).toBeVisible()
    expect(row(/Chloe Martin/).getByText(/On call/)).toHaveTextContent(/On call\s*\d+:\d\d/)
    expect(row(/Chloe Martin/).getByText('of 120')).toBeVisible()
    expect(page.getByText(/85 in the pool · 6 promised callbacks/)).toBeVisible()
  })

  it('changes are told politely, and only those', async () => {
    const { state, store } = await team()
    const [ana, ben, chloe, pool] = state.queues.queues
    const device = { ...chloe!.device!, state: 'wrapUp' as const }
    state.queues = { ...state.queues, queues: [ana!, ben!, { ...chloe!, device }, pool!] }
    store.setState((s) => ({ sync: { ...s.sync, lastSyncedAt: '2026-11-22T10:43:00.000Z' } }))
    const told = await page.findByText('Chloe Martin: Wrap-up')
    expect(told).toHaveAttribute('aria-live', 'polite')
  })
})

describe('[UI17] [UI81] leads are given to others', () => {
  it('those chosen by their queue: what it would do is shown, what stayed is told, and it is taken back', async () => {
    const undone = {
      ...DONE,
      id: 'two',
      undoes: 'one',
      moved: 2,
      kept: [{ why: 'worked' as const, count: 1, leads: [] }],
    }
    const { store, user, sent } = await team({ answers: [{ ...DONE, waiting: 2 }, DONE, undone] })
    await user.click(page.getByLabelText("Choose Ben Okafor's leads"))
    expect(store.getState().selection).toHaveLength(4)
    await user.keyboard('r')
    const dialog = await page.findByRole('dialog')
    const submit = () => within(dialog).getByRole('button', { name: /^Reassign/ })
    expect(submit(), 'nobody is chosen by accident').toBeDisabled()
    await user.selectOptions(within(dialog).getByLabelText('To'), 'Ana Moreira')
    expect(await within(dialog).findByText('35 of 42 leads go to somebody else.')).toBeVisible()
    expect(within(dialog).getByText(/6 stay: their agents promised/)).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Reassign 35 leads' }))
    expect(await within(dialog).findByRole('progressbar')).toBeVisible()
    expect(await within(dialog).findByText('3 leads reassigned.')).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Undo' }))
    expect(await within(dialog).findByText('2 leads are back where they were.')).toBeVisible()
    expect(within(dialog).getByText('1 stays: it was worked since.')).toBeVisible()
    const versions = [{ version: 1 }, {}, {}, {}]
    const asked = { to: { how: 'person', person: 'ana' }, which: { leads: versions }, promised: false }
    expect(sent).toMatchObject([
      { path: 'reassignments/preview', body: asked },
      { path: 'reassignments', body: asked },
      { path: 'reassignments/one/undo' },
    ])
  })

  it('that central does not answer meanwhile is said, and it is asked on', async () => {
    const { user } = await team({ answers: [{ ...DONE, waiting: 2 }, 'away', DONE] })
    await user.click(page.getByLabelText("Choose Ben Okafor's leads"))
    await user.keyboard('r')
    const dialog = await page.findByRole('dialog')
    await user.selectOptions(within(dialog).getByLabelText('To'), 'Ana Moreira')
    await user.click(await within(dialog).findByRole('button', { name: 'Reassign 35 leads' }))
    expect(await within(dialog).findByText(/Central is not reached at the moment/)).toBeVisible()
    expect(await within(dialog).findByText('3 leads reassigned.')).toBeVisible()
    expect(within(dialog).queryByText(/Central is not reached/)).toBeNull()
  })

  it('is asked for no more once the dialog is closed', async () => {
    const { user, hanging } = await team({ answers: [{ ...DONE, waiting: 2 }, 'hangs'] })
    await user.click(page.getByLabelText("Choose Ben Okafor's leads"))
    await user.keyboard('r')
    const dialog = await page.findByRole('dialog')
    await user.selectOptions(within(dialog).getByLabelText('To'), 'Ana Moreira')
    await user.click(await within(dialog).findByRole('button', { name: 'Reassign 35 leads' }))
    await waitFor(() => expect(hanging.signal?.aborted).toBe(false))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    expect(hanging.signal?.aborted).toBe(true)
    // [UI79] Back to where it was opened from.
    await waitFor(() => expect(page.getByLabelText("Choose Ben Okafor's leads")).toHaveFocus())
  })

  it('by rule, with places as people write them; what cannot be read is said', async () => {
    const { user, sent } = await team()
    await user.keyboard('r')
    const dialog = await page.findByRole('dialog')
    const field = (name: string) => within(dialog).getByLabelText(name)
    await user.type(field('Country'), 'Portugall')
    await user.selectOptions(field('To'), 'Unassigned pool')
    expect(within(dialog).getByText('is no country')).toBeVisible()
    expect(within(dialog).getByRole('button', { name: /^Reassign/ })).toBeDisabled()
    await user.type(field('Country'), '{Backspace}')
    await user.selectOptions(field('Of'), 'Ana Moreira')
    await user.click(field('Past due only'))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await within(dialog).findByText('3 leads reassigned.')
    const rule = { owners: ['ana'], pastDue: true, country: 'PT' }
    expect(sent.at(-1)).toMatchObject({
      path: 'reassignments',
      body: { which: { rule }, to: { how: 'pool' } },
    })
  })

  it('by state and language, evenly among those who are ticked', async () => {
    const { user, sent } = await team()
    await user.keyboard('r')
    const dialog = await page.findByRole('dialog')
    const field = (name: string | RegExp) => within(dialog).getByLabelText(name)
    await user.type(field('State'), 'TX')
    await user.type(field('Language'), 'es')
    await user.selectOptions(field('To'), 'evenly')
    const ticked = (name: RegExp) => within(dialog).getByRole<HTMLInputElement>('checkbox', { name })
    for (const name of [/^Ana Moreira/, /^Chloe Martin/])
      if (!ticked(name).checked) await user.click(ticked(name))
    if (ticked(/^Ben Okafor/).checked) await user.click(ticked(/^Ben Okafor/))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await within(dialog).findByText('3 leads reassigned.')
    expect(sent.at(-1)).toMatchObject({
      path: 'reassignments',
      body: { which: { rule: { state: 'TX', language: 'es' } }, to: { how: 'evenly' } },
    })
    const { to } = sent.at(-1)!.body
    expect('people' in to && [...to.people].sort()).toEqual(['ana', 'chloe'])
  })
})

describe('[UI82] who is absent', () => {
  it('is named with the callbacks that nobody would make, which are handed over in one step', async () => {
    const { user, sent } = await team()
    expect(page.getByText(/Ben Okafor is absent until/)).toHaveTextContent('7 callbacks are promised')
    await user.click(page.getByRole('button', { name: 'Hand over the callbacks of Ben Okafor' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    const { which, to, promised } = sent[0]!.body
    expect(which).toEqual({ rule: { owners: ['ben'], callbacksBefore: QUEUES.queues[1]!.absence!.to } })
    expect(to).toEqual({ how: 'capacity', people: ['ana', 'chloe'] })
    expect(promised).toBe(true)
  })
})

describe('[UI29] the table of queues', () => {
  it('is not rendered again while leads come and change', async () => {
    const { desk, state } = await team()
    const [first] = state.told.queues
    const { callbacksToday } = first!
    let rendered = 0
    Object.defineProperty(first, 'callbacksToday', {
      get() {
        rendered++
        return callbacksToday
      },
    })
    const row = desk.reader.rows().find((r) => r.owner === 'ana')!
    act(() => desk.assign(row.id, 'ben'))
    expect(rendered).toBe(0)
  })
})

describe('[RD36] the table of leads', () => {
  it('is drawn anew between other work, not in the task in which leads change', async () => {
    const { desk, user } = await team()
    await user.click(page.getByRole('button', { name: /All leads/ }))
    const own = () =>
      within(page.getByRole('listbox', { name: 'Leads' })).queryAllByText('Ana Moreira').length
    await waitFor(() => expect(own()).toBe(4))
    const mine = desk.reader.rows().find((row) => row.owner === 'ana')!
    // Not within act(), which does all at once that is put off.
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
    try {
      desk.assign(mine.id, 'ben')
      // What React may not put off it does by then.
      for (let i = 0; i < 10; i++) await Promise.resolve()
      expect(own()).toBe(4)
      await expect.poll(own).toBe(3)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('[UI95] a queue chosen while leads still come', () => {
  it('says so, and takes in what comes but what was taken out by hand; once all are here it stays as it is', async () => {
    const { desk, store, user } = await team()
    const ids = (who: string | null) => desk.reader.rows().flatMap((r) => (r.owner === who ? [r.id] : []))
    const [first, second, third, fourth] = ids('ana')
    for (const id of ids('ben')) act(() => desk.assign(id, 'ana'))
    const arriving = (lastSyncedAt: string | null) =>
      act(() => store.setState(({ sync }) => ({ sync: { ...sync, lastSyncedAt } })))
    arriving(null)
    expect(await page.findByText(/so far, more are coming/)).toBeVisible()
    await user.click(page.getByLabelText("Choose Ben Okafor's leads"))
    expect(store.getState().selection).toEqual([])
    expect(page.getByText(/None of this queue is here yet/)).toBeVisible()
    act(() => desk.assign(first!, 'ben'))
    await waitFor(() => expect(store.getState().selection).toEqual([first]))
    act(() => store.setState({ selection: [] }))
    act(() => desk.assign(second!, 'ben'))
    await waitFor(() => expect(store.getState().selection).toEqual([second]))
    act(() => {
      desk.assign(third!, 'ben')
      store.setState(({ sync }) => ({ sync: { ...sync, lastSyncedAt: '2026-11-22T10:42:07.000Z' } }))
    })
    await waitFor(() => expect(store.getState().selection).toEqual([second, third]))
    act(() => desk.assign(fourth!, 'ben'))
    expect(await page.findByText('Leads · 4')).toBeVisible()
    expect(store.getState().selection).toEqual([second, third])
  })
})
