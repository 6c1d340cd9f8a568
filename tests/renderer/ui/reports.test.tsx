import { fireEvent, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { marksFor } from '../../../renderer/ui/reports/charts/bands.tsx'
import { lastDays, problemOf, spanOf } from '../../../renderer/ui/reports/span.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

async function reports(many = 40) {
  const central = storyApi(many)
  const asked: string[] = []
  const api: Api = {
    ...central,
    request<T>(call: ApiCall<T>): Promise<T> {
      asked.push(call.path)
      return central.request(call)
    },
  }
  const { user } = await renderApp(memoryDesk({ leads: 1, me: 'judith', api }), ONLINE, 'reports')
  const query = () =>
    new URLSearchParams(
      asked
        .filter((p) => p.startsWith('reports/'))
        .at(-1)
        ?.split('?')[1],
    )
  return { user, asked, query }
}

describe('reports', () => {
  it('[UI50] are of the chosen days and campaign, and are not asked for while a date is half typed', async () => {
    const { user, asked, query } = await reports()
    await page.findByRole('heading', { name: 'Won and lost' })
    fireEvent.change(page.getByLabelText('From'), { target: { value: '2026-11-02' } })
    fireEvent.change(page.getByLabelText('To and with'), { target: { value: '2026-11-03' } })
    await waitFor(() => expect(query().get('to')).toBe(new Date('2026-11-04T00:00').toISOString()))
    expect(query().get('from')).toBe(new Date('2026-11-02T00:00').toISOString())
    await user.selectOptions(page.getByLabelText('Campaign'), 'expo')
    await waitFor(() => expect(query().get('campaign')).toBe('expo'))
    const before = asked.length
    fireEvent.change(page.getByLabelText('From'), { target: { value: '' } })
    fireEvent.change(page.getByLabelText('From'), { target: { value: '2026-11-09' } })
    expect(page.getByRole('alert')).toHaveTextContent('end before they begin')
    fireEvent.change(page.getByLabelText('From'), { target: { value: '2025-11-01' } })
    expect(page.getByRole('alert')).toHaveTextContent('At most 366 days')
    expect(asked).toHaveLength(before)
  })

  it('[UI51] show each picture as a table too, and lead to its CSV', async () => {
    const { user, query } = await reports()
    const figure = await page.findByRole('region', { name: 'Sent back, by the rule that sent it' })
    expect(figure).toHaveTextContent('14 sent back (6%)')
    expect(figure).toHaveTextContent('No budget 8, Wrong person 4')
    const file = within(figure).getByRole('link', { name: /CSV of/ })
    expect(file).toHaveAttribute('href', `/api/v1/reports/hand-offs.csv?${query()}&table=rules`)
    await user.click(within(figure).getByRole('button', { name: 'As a table' }))
    expect(within(figure).getAllByRole('row')).toHaveLength(4)
    expect(within(figure).getByRole('cell', { name: 'Territory is partner' })).toBeVisible()
  })

  it('[UI52] say what will stand where nothing happened yet', async () => {
    await reports(0)
    const figure = await page.findByRole('region', { name: 'How long each step took' })
    expect(figure).toHaveTextContent('Nothing in these days yet.')
    expect(figure).toHaveTextContent('its times from step to step stand here')
    expect(page.queryByRole('link', { name: /CSV/ })).toBeNull()
  })
})

describe('the days of a report', () => {
  it('[UI50] are whole days here, both with their ends, across changes of the clock', () => {
    expect(lastDays(30, Date.parse('2026-03-01T12:00:00'))).toEqual({
      first: '2026-01-31',
      last: '2026-03-01',
    })
    expect(spanOf({ first: '2026-12-31', last: '2026-12-31' }, null)).toEqual({
      from: new Date('2026-12-31T00:00').toISOString(),
      to: new Date('2027-01-01T00:00').toISOString(),
      campaign: null,
    })
    expect(problemOf({ first: '2026-01-01', last: '2027-01-01' })).toBeNull()
    expect(problemOf({ first: '2026-01-01', last: '2027-01-02' })).toBe('long')
  })

  it('[UI51] the scale of times holds all of them', () => {
    expect(marksFor([{ p50: 0, p95: 0 }])).toEqual([10, 60])
    expect(marksFor([{ p50: 90, p95: 4000 }])).toEqual([60, 600, 3600, 21_600])
  })
})
