import { cleanup, screen as page, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SameThread, supervisor } from './policy-screen.ts'
import { ONLINE, renderApp } from './render-app.tsx'

beforeEach(() => vi.stubGlobal('Worker', SameThread))
afterEach(() => {
  localStorage.clear()
  vi.unstubAllGlobals()
})

const slider = () => page.getByRole('slider', { name: 'Points of Timing' })
/** The policy as it stands was tried on the leads: with this result. */
const tried = (text: RegExp) => page.findByText(text, {}, { timeout: 15_000 })
const publish = () => page.getByRole('button', { name: /^Publish…/ })

describe('the policy screen', () => {
  it('[UI32] tries a draft on the leads of this machine; it survives a reload, and is discarded and brought back', async () => {
    const { user, desk, store } = await supervisor()
    expect(await tried(/^0 leads change route$/)).toBeVisible()
    expect(publish()).toBeDisabled()
    slider().focus()
    await user.keyboard('{ArrowRight>15/}')
    expect(slider()).toHaveAttribute('aria-valuenow', '45')
    expect(await tried(/^[1-9]\d* leads? changes? route$/)).toBeVisible()
    const list = await page.findByRole('listbox', { name: 'Leads that change' })
    expect(within(list).getAllByRole('option')[0]).toHaveTextContent(/→|Purchase timeline/)

    cleanup()
    await renderApp(desk, ONLINE, 'policy')
    expect(slider()).toHaveAttribute('aria-valuenow', '45')
    ;(document.activeElement as HTMLElement | null)?.blur()
    await user.keyboard('x')
    expect(slider()).toHaveAttribute('aria-valuenow', '30')
    await user.keyboard('x')
    expect(slider()).toHaveAttribute('aria-valuenow', '45')
    expect(store.getState().screen).toBe('policy')
  })

  it('[UI116] how far the leads are read is said from the start, and what a draft came to stands while the next is tried', async () => {
    let goOn: () => void = () => undefined
    const until = new Promise<void>((read) => {
      goOn = read
    })
    const { user } = await supervisor({ reading: until })
    const card = page.getByRole('region', { name: 'What would change' })
    expect(await within(card).findByText('Reading leads: 0 of 60')).toBeVisible()
    expect(card).toHaveAttribute('aria-busy', 'true')
    goOn()
    expect(await tried(/^0 leads change route$/)).toBeVisible()
    expect(within(card).queryByText(/^Reading leads/)).toBeNull()
    expect(card).toHaveAttribute('aria-busy', 'false')
    slider().focus()
    await user.keyboard('{ArrowRight>15/}')
    expect(within(card).getByText(/leads? changes? route$/)).toBeVisible()
  })

  it('[UI32] a lead that changes is opened', async () => {
    const { user } = await supervisor()
    await tried(/^0 leads change route$/)
    slider().focus()
    await user.keyboard('{ArrowRight>15/}')
    ;(await page.findByRole('listbox', { name: 'Leads that change' })).focus()
    await user.keyboard('{Enter}')
    expect(await page.findByRole('heading', { level: 1, name: 'My queue' })).toBeVisible()
  })

  it('[UI33] rules are edited as forms; what is wrong stands at its place, and is not published', async () => {
    const { user } = await supervisor()
    await user.click(page.getByRole('button', { name: 'Edit rule 4' }))
    await user.type(page.getByRole('textbox', { name: 'At most: Score' }), '20')
    const routes = page.getByRole('region', { name: /^Routes/ })
    const rule = within(routes)
      .getByText(/is above max/)
      .closest('li')
    expect(within(rule as HTMLElement).getByText('High potential', { selector: 'span' })).toBeVisible()
    expect(publish()).toBeDisabled()
    expect(page.getByText('1 thing to put right')).toBeVisible()
    expect(page.getByRole('tab', { name: 'Score and routes (1 wrong)' })).toBeVisible()
    await user.clear(page.getByRole('textbox', { name: 'At most: Score' }))
    await user.click(page.getByRole('button', { name: 'Add an answer' }))
    await user.click(page.getByRole('button', { name: '3 to 6 months' }))
    expect(
      page.getByText('Purchase timeline is within 3 months or 3 to 6 months, and score is at least 55'),
    ).toBeVisible()
    expect(publish()).toBeEnabled()
  })

  it('[UI34] is published with a note, from the version it was made from', async () => {
    const { user, sent } = await supervisor()
    slider().focus()
    await user.keyboard('{ArrowRight}')
    await user.keyboard('s')
    const dialog = await page.findByRole('dialog', { name: 'Publish' })
    expect(within(dialog).getByText('Timing: 30 points → 31 points')).toBeVisible()
    await user.type(within(dialog).getByRole('textbox'), 'Who buys soon goes first')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({
      path: 'campaigns/expo/policy/publish',
      body: { note: 'Who buys soon goes first', version: 14 },
    })
    expect(publish()).toBeDisabled()
    expect(localStorage.length).toBe(0)
  })

  it('[UI34] a conflict is told, and the draft is kept', async () => {
    const { user } = await supervisor({ refuse: true })
    slider().focus()
    await user.keyboard('{ArrowRight}s')
    const dialog = await page.findByRole('dialog', { name: 'Publish' })
    await user.type(within(dialog).getByRole('textbox'), 'Why not')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect((await page.findAllByText('The campaign is under version 15 by now')).length).toBeGreaterThan(0)
    expect(slider()).toHaveAttribute('aria-valuenow', '31')
  })

  it('[UI35] versions stand side by side; an earlier one is put in force again', async () => {
    const { user, sent } = await supervisor()
    await user.click(page.getByRole('tab', { name: 'Versions' }))
    const list = await page.findByRole('listbox', { name: 'Versions' })
    list.focus()
    await user.keyboard('{ArrowDown}{ArrowDown} ')
    expect(await page.findByRole('heading', { name: 'From 12 to 14' })).toBeVisible()
    expect(await page.findByRole('row', { name: 'Timing 28 points 30 points' })).toBeVisible()
    expect(page.getByRole('row', { name: /decided anyway 5 6$/ })).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Roll back to it…' }))
    const dialog = await page.findByRole('dialog', { name: 'Roll back to version 12' })
    await user.type(within(dialog).getByRole('textbox'), 'Too many hot ones')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() =>
      expect(sent).toEqual([
        {
          path: 'campaigns/expo/policy/rollback',
          body: { to: 12, note: 'Too many hot ones', version: 14 },
        },
      ]),
    )
  })

  it('[UI36] a fit to outcomes is shown with its measures and taken as the draft; too few outcomes are said', async () => {
    const { user } = await supervisor()
    await user.click(page.getByRole('button', { name: /^Fit to outcomes/ }))
    const row = (await page.findByRole('cell', { name: 'Proposal' })).closest('tr')
    expect(row).toHaveTextContent('0.861')
    await user.click(page.getByRole('button', { name: 'Take it as the draft' }))
    expect(slider()).toHaveAttribute('aria-valuenow', '20')
    expect(publish()).toBeEnabled()
    cleanup()
    localStorage.clear()
    const { user: other } = await supervisor({ many: 0 })
    await other.click(page.getByRole('button', { name: /^Fit to outcomes/ }))
    expect(await page.findByText(/38 more won/)).toBeVisible()
  })
})
