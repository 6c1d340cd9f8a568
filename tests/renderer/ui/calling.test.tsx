import { screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const types = (desk: { committed: { type: string }[] }) => desk.committed.map((d) => d.type)
const finish = '{Control>}{Enter}{/Control}'
/** 04:00 in Norfolk, where the first lead is. */
const NIGHT = Date.parse('2026-11-24T09:00:00.000Z')
const NOON = Date.parse('2026-11-24T17:00:00.000Z')
const MARCUS = '+17575550142'
const reasons = () => page.getByRole('region', { name: 'Whether they may be called' })
const dialButton = () => page.getByRole('button', { name: 'Dial' })

describe('[CA1] a number that may not be dialed', () => {
  it('[CA7] no closed lead is opened; it says when the first one opens; its page says why, and the key does', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 1, at: NIGHT }), undefined, 'me')
    await user.click(page.getByRole('button', { name: 'Queue' }))
    const main = within(page.getByRole('main'))
    expect(await main.findByText('Nothing can be called right now')).toBeVisible()
    // Where the reader's clock is theirs, it is told once.
    expect(page.getByText(/The first one opens 08:00( there, .*)?: Marcus Oyelaran/)).toBeVisible()
    expect(within(page.getByRole('listbox')).getByText(/^opens /)).toBeVisible()
    expect(store.getState().leadId).toBeNull()
    await user.click(page.getByRole('button', { name: 'Look at it already' }))
    await page.findByText('+1 757 555 0142')
    expect(dialButton()).toBeDisabled()
    expect(reasons()).toHaveTextContent(/^Opens 08:00( there, |\.).*8:00 to 21:00.*\(47 CFR .+\)/)
    await user.keyboard('d')
    expect(reasons()).toHaveFocus()
    expect(store.getState().said).toMatch(/^Opens 08:00( there|\.)/)
    expect(desk.committed).toEqual([])
  })

  it('one on a list says which; their other number is dialed by its own key', async () => {
    const desk = memoryDesk({ leads: 1, at: NOON, suppressed: [MARCUS] })
    const { id } = desk.reader.rows()[0]!
    await desk.transactor.commit([
      { leadId: id, type: 'field.answered', payload: { field: 'mobile', value: '+17575550199', call: null } },
    ])
    const { user } = await renderApp(desk)
    expect(await page.findByText('+1 757 555 0199')).toBeVisible()
    expect(dialButton()).toBeEnabled()
    expect(page.getByRole('button', { name: 'Dial +1 757 555 0142' })).toBeDisabled()
    expect(reasons()).toHaveTextContent(/^\+1 757 555 0142: May not be called\..*Robinson list/)
    await user.keyboard('h')
    expect(types(desk)).toEqual(['field.answered'])
    await user.keyboard('d')
    await waitFor(() =>
      expect(desk.committed[1]).toMatchObject({ type: 'call.started', payload: { phone: '+17575550199' } }),
    )
  })

  it('[CA2] who rings at night is answered all the same, and what must be said stands in the call bar', async () => {
    const desk = memoryDesk({ leads: 1, at: NIGHT })
    const { id } = desk.reader.rows()[0]!
    // California asks everybody on the line.
    await desk.transactor.commit([
      { leadId: id, type: 'field.answered', payload: { field: 'state', value: 'CA', call: null } },
    ])
    const { user } = await renderApp(desk, undefined, 'me')
    await user.keyboard('q')
    await user.click(await page.findByRole('button', { name: 'Look at it already' }))
    await page.findByText('+1 757 555 0142')
    await user.keyboard('b')
    await page.findByText(/On call/)
    expect(desk.committed[1]).toMatchObject({ type: 'call.started', payload: { phone: '' } })
    expect(page.getByRole('region', { name: 'Call' })).toHaveTextContent(/Say first: “.+”/)
  })
})

describe('[CA4] required fields', () => {
  const dispositions = DEFAULT_POLICY.dispositions.map((d) =>
    d.id === 'notInterested' ? { ...d, requires: ['website', 'budget'] } : d,
  )

  it('an outcome that needs them says which, goes to the first, on whichever tab, and is given once they are there', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 2, at: NOON, policy: { dispositions } }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('i')
    expect(await page.findByRole('alert')).toHaveTextContent(
      '“Not interested” needs an answer first: Website, Budget.',
    )
    expect(page.getByLabelText(/^Website/)).toHaveFocus()
    await user.keyboard('brightharbor.example{Enter}')
    await user.keyboard(finish)
    await waitFor(() => expect(page.getByLabelText(/^Budget/)).toHaveFocus())
    expect(types(desk)).not.toContain('call.finished')
    await user.selectOptions(page.getByLabelText(/^Budget/), 'None yet')
    await user.keyboard(finish)
    await waitFor(() =>
      expect(desk.committed.at(-1)).toMatchObject({
        type: 'call.finished',
        payload: { disposition: 'notInterested' },
      }),
    )
  })
})

describe('[CA5] callbacks', () => {
  it('one is saved when it is promised; another outcome takes it back at once', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 2, at: NOON }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('c')
    await page.findByRole('dialog')
    await user.keyboard(finish)
    await waitFor(() => expect(types(desk)).toEqual(['call.started', 'callback.scheduled']))
    expect(await page.findByRole('button', { name: /^Back \d/ })).toHaveAttribute('aria-pressed', 'true')
    await user.keyboard('n')
    await waitFor(() =>
      expect(desk.committed.at(-1)).toMatchObject({
        type: 'callback.closed',
        payload: { outcome: 'cancelled' },
      }),
    )
    expect(store.getState().said).toContain('is cancelled')
    await user.keyboard(finish)
    await waitFor(() => expect(types(desk).at(-1)).toBe('call.finished'))
    expect(types(desk)).toHaveLength(4)
  })

  it('what was promised is the outcome, also after a look at another lead', async () => {
    const { desk, user, store } = await renderApp(memoryDesk({ leads: 2, at: NOON }))
    const first = store.getState().leadId
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('c')
    await page.findByRole('dialog')
    await user.keyboard(finish)
    await page.findByRole('button', { name: /^Back \d/ })
    await user.keyboard('jk')
    await waitFor(() => expect(store.getState().leadId).toBe(first))
    await user.keyboard(finish)
    await waitFor(() => expect(desk.committed.at(-1)).toMatchObject({ payload: { disposition: 'callBack' } }))
  })

  it('a time outside calling hours is refused, with the next ones to choose', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1, at: NOON }))
    await user.keyboard('c')
    const dialog = within(await page.findByRole('dialog'))
    await user.clear(dialog.getByLabelText('Time, there'))
    await user.type(dialog.getByLabelText('Time, there'), '23:00')
    expect(await dialog.findByRole('alert')).toHaveTextContent(/They may not be called then\..*8:00 to 21:00/)
    expect(dialog.getByRole('button', { name: 'Save callback' })).toBeDisabled()
    await user.click(dialog.getByRole('button', { name: 'Wed 08:00' }))
    expect(dialog.queryByRole('alert')).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Save callback' }))
    await waitFor(() =>
      expect(desk.committed).toMatchObject([{ payload: { at: '2026-11-25T13:00:00.000Z' } }]),
    )
  })
})

describe('[CA8] put off', () => {
  it('two keys send a lead to the back of the queue, with a reason; arrows choose another time', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 4, at: NOON }))
    const first = store.getState().leadId
    await user.keyboard('z')
    expect(await page.findByRole('radio', { name: 'Back of the queue' })).toBeChecked()
    await user.keyboard('2')
    await waitFor(() => expect(types(desk)).toEqual(['lead.skipped']))
    expect(desk.committed[0]).toMatchObject({ leadId: first, payload: { reason: 'needs preparation' } })
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    expect(store.getState().leadId).not.toBe(first)
    // [UI105] Seen and heard, once: the region was there before.
    const told = await page.findByText(/^Put off until/, { selector: '[class*=toast]' })
    expect(told.parentElement).toHaveAttribute('role', 'status')
    expect(page.getAllByText(/^Put off until/)).toHaveLength(1)
    await user.keyboard('z')
    await user.click(await page.findByRole('radio', { name: 'In 2 hours' }))
    await user.type(page.getByLabelText('Another reason'), 'in a meeting{Enter}')
    await waitFor(() =>
      expect(desk.committed[1]).toMatchObject({
        payload: { until: new Date(NOON + 7_200_000).toISOString(), reason: 'in a meeting' },
      }),
    )
  })
})
