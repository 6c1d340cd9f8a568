import { fireEvent, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AGENTS_CSV } from '../../../central/reports/tables.ts'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { marksFor } from '../../../renderer/ui/reports/charts/bands.tsx'
import { sankeyLayout } from '../../../renderer/ui/reports/charts/sankey-layout.ts'
import { lastDays, problemOf, spanOf } from '../../../renderer/ui/reports/span.ts'
import fc from '../../setup/fc.ts'
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

describe('the other reports', () => {
  it('[UI51] the flow is a picture with a name, and its ways are a table', async () => {
    const { user } = await reports()
    await user.click(page.getByRole('tab', { name: 'Funnel and flow' }))
    expect(await page.findByRole('img', { name: /Flow of leads/ })).toBeVisible()
    const figure = page.getByRole('region', { name: 'How far they came' })
    expect(figure).toHaveTextContent('Reached by phone702 · 43%')
    await user.click(page.getAllByRole('button', { name: 'As a table' })[0]!)
    expect(page.getAllByRole('row', { name: /Trade show Hot Sales Won 41/ })).toHaveLength(1)
  })

  it('[UI53] agents stand by name with how sure their shares are, and of 92 days at most', async () => {
    const { user, asked } = await reports()
    await user.click(page.getByRole('tab', { name: 'Questions and agents' }))
    const figure = await page.findByRole('region', { name: 'Won, by agent' })
    const names = within(figure)
      .getAllByRole('listitem')
      .map((item) => item.textContent)
    expect(names).toEqual([
      'Ana Moreira24 of 41 · true share 43%–72%',
      'Ben Okafor19 of 33 · true share 41%–73%',
      'Chloe Martin3 of 4 · true share 30%–95%',
      'Deepak Raonone settled yet',
    ])
    // A file of each picture's own, of a name that central knows.
    const files = page
      .getAllByRole('link', { name: /CSV of/ })
      .map((link) => new URL(String(link.getAttribute('href')), 'http://desk').searchParams.get('table'))
    expect(files).toEqual(['questions', 'returned', 'won'])
    expect(Object.keys(AGENTS_CSV)).toEqual(expect.arrayContaining(files))
    await user.click(page.getByRole('button', { name: '365 days' }))
    expect(await page.findByText('At most 92 days can be looked at here')).toBeVisible()
    expect(asked.filter((p) => p.startsWith('reports/agents'))).toHaveLength(1)
  })

  it('[UI53] pay-off is told in a sentence, and own timelines beside what is assumed', async () => {
    const { user } = await reports()
    await user.click(page.getByRole('tab', { name: 'Pay-off' }))
    expect(
      await page.findByText(/As routed 4,278 calls, all to Sales 12,810 calls: 8,532 calls saved/),
    ).toBeVisible()
    const within3 = page.getByRole('region', { name: 'Within 3 months' })
    expect(within3).toHaveTextContent('Our own59% (41)')
    expect(within3).toHaveTextContent('Assumed without data12%')
  })
})

describe('the layout of a flow', () => {
  const ids = fc.constantFrom('a', 'b', 'c')
  const ways = fc.array(
    fc.record({ nodes: fc.tuple(ids, ids, ids), count: fc.integer({ min: 1, max: 500 }) }),
    {
      minLength: 1,
      maxLength: 27,
    },
  )
  it('[UI51] keeps every lead: links fill the nodes at both ends, and nothing stands outside', () => {
    fc.assert(
      fc.property(ways, (list) => {
        const order = ['a', 'b', 'c']
        const { nodes, links, height } = sankeyLayout(list, [order, order, order], { height: 300, gap: 10 })
        expect(height).toBeLessThan(300.001)
        const sum = (of: readonly { height: number }[]) => of.reduce((n, l) => n + l.height, 0)
        for (const node of nodes) {
          expect(node.y + node.height).toBeLessThan(height + 0.001)
          const out = links.filter((l) => l.from === node)
          const into = links.filter((l) => l.to === node)
          if (node.column < 2) expect(sum(out)).toBeCloseTo(node.height, 6)
          if (node.column > 0) expect(sum(into)).toBeCloseTo(node.height, 6)
          for (const l of out) expect(l.fromY).toBeGreaterThanOrEqual(node.y)
          for (const l of into) expect(l.toY + l.height).toBeLessThan(node.y + node.height + 0.001)
        }
      }),
    )
  })
})

it('[UI98] one lead alone is a thin line through a flat picture, and its times are said once', async () => {
  const lone = sankeyLayout([{ nodes: ['a', 'b'], count: 1 }], [['a'], ['b']], { height: 400, gap: 22 })
  expect(lone.height).toBe(24)
  await renderApp(memoryDesk({ leads: 1, me: 'judith', api: storyApi(1) }), ONLINE, 'reports')
  expect(await page.findByText('9 m · of 1 lead')).toBeVisible()
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
