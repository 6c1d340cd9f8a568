import { screen as page, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { en } from '../../../renderer/i18n/en.ts'
import { ROUTES } from '../../../shared/lead/route.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

/** A supervisor's table of nine leads. Chloe's id comes before Ben's name, so that ids and names are told apart. */
async function table() {
  const owners = ['chloe', 'ben', null]
  const desk = memoryDesk({ leads: 9, me: 'judith', api: storyApi(), ownerOf: (n) => owners[n % 3] ?? null })
  const app = await renderApp(desk, ONLINE, 'team')
  await app.user.keyboard('o')
  const section = within(await page.findByRole('region', { name: 'Leads' }))
  const groupBy = (by: string) => app.user.selectOptions(section.getByLabelText('Group by'), by)
  const lines = (level: 1 | 2) =>
    section.queryAllByRole('treeitem').filter((line) => line.getAttribute('aria-level') === `${level}`)
  const header = (name: RegExp) => lines(1).find((line) => name.test(line.textContent))!
  const headers = () => lines(1).map((h) => h.textContent.replace(/^✓?[▸▾]/, ''))
  const leads = () => lines(2)
  return { ...app, desk, section, groupBy, header, headers, leads }
}

describe('[UI84] leads in groups', () => {
  it('stand below their owner, the pool last; sorting goes on within, and by owner it orders the groups', async () => {
    const { user, section, groupBy, headers, leads } = await table()
    await groupBy('By owner')
    const by = (name: string) =>
      user.click(section.getByRole('button', { name: new RegExp(`^Sort by ${name}`) }))
    expect(headers()).toEqual(['Ben Okafor 3', 'Chloe Martin 3', 'Unassigned pool 3'])
    expect(leads(), 'all at a glance').toHaveLength(0)
    await user.click(section.getByRole('button', { name: 'Unfold all' }))
    await by('Lead')
    const names = leads().map((l) => l.querySelector('b')!.textContent!)
    for (const at of [0, 3, 6]) {
      const three = names.slice(at, at + 3)
      expect(three).toEqual(three.toSorted((a, b) => a.localeCompare(b)))
    }
    await by('Owner')
    await by('Owner')
    expect(headers()).toEqual(['Chloe Martin 3', 'Ben Okafor 3', 'Unassigned pool 3'])
  })

  it('are folded, walked and chosen by keys', async () => {
    const { user, store, section, groupBy, header, headers, leads } = await table()
    await groupBy('By owner')
    await user.click(section.getByRole('button', { name: 'Unfold all' }))
    const tree = section.getByRole('tree')
    const active = () => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')
    tree.focus()
    await user.keyboard('{Enter}')
    expect(header(/Ben/)).toHaveAttribute('aria-expanded', 'false')
    expect(leads()).toHaveLength(6)
    await user.keyboard('{ArrowDown}{ArrowRight}')
    expect(active(), 'into the group').toBe(leads()[0])
    await user.keyboard(' {ArrowLeft}')
    expect(active(), 'back to the header').toBe(header(/Chloe/))
    expect(header(/Chloe/)).toHaveTextContent('1 chosen')
    await user.keyboard('{ArrowLeft}')
    expect(header(/Chloe/)).toHaveAttribute('aria-expanded', 'false')
    await user.keyboard('{Escape}{Shift>}{ArrowUp}{/Shift}')
    expect(store.getState().selection, 'folded leads are chosen with their headers').toHaveLength(6)
    await user.keyboard('{Control>}a{/Control}')
    expect(store.getState().selection).toHaveLength(9)
    await user.keyboard(' ')
    expect(header(/Ben/)).toHaveAttribute('aria-selected', 'false')
    expect(store.getState().selection).toHaveLength(6)
    await user.click(section.getByRole('button', { name: 'Fold all' }))
    expect(headers()).toHaveLength(3)
    expect(leads()).toHaveLength(0)
  })

  it('are chosen by the box of their header, as far as the filter shows them; a click beside it unfolds', async () => {
    const { user, desk, store, section, groupBy, header } = await table()
    await groupBy('By owner')
    const first = desk.reader.rows().find((r) => r.owner === 'ben')!
    await user.type(section.getByLabelText(/^Filter/), first.name)
    await user.click(header(/Ben/).querySelector('[data-mark]')!)
    expect(store.getState().selection).toEqual([first.id])
    await user.clear(section.getByLabelText(/^Filter/))
    expect(header(/Ben/)).toHaveTextContent('1 chosen')
    await user.click(header(/Ben/).querySelector('[data-mark]')!)
    expect(header(/Ben/)).toHaveAttribute('aria-selected', 'true')
    await user.click(within(header(/Ben/)).getByText('Ben Okafor'))
    expect(header(/Ben/)).toHaveAttribute('aria-expanded', 'true')
    expect(store.getState().selection).toHaveLength(3)
  })

  it('are grouped by route, the hottest first, by campaign, and not at all', async () => {
    const { section, groupBy, headers } = await table()
    await groupBy('By campaign')
    expect(headers()).toEqual(['Spring expo 2026 9'])
    await groupBy('By route')
    const routes = headers().map((h) => h.replace(/ \d+$/, ''))
    const hottestFirst = ROUTES.map((route) => en.route[route]).filter((name) => routes.includes(name))
    expect(routes).toEqual(hottestFirst)
    expect(routes.length).toBeGreaterThan(1)
    await groupBy('No groups')
    expect(section.queryByRole('tree')).toBeNull()
    expect(section.getAllByRole('option').length).toBeGreaterThanOrEqual(9)
  })
})
