import { act, screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const types = (desk: { committed: { type: string }[] }) => desk.committed.map((d) => d.type)

/** The desk with likely duplicates among its leads, one of them open. */
async function opened(search: string) {
  const app = await renderApp(memoryDesk({ leads: 1, duplicates: true }))
  await app.user.keyboard('/')
  await app.user.type(await page.findByRole('combobox'), search)
  await app.user.keyboard('{Enter}')
  return app
}

const gone = () => waitFor(() => expect(page.queryByRole('dialog')).toBeNull())

describe('a likely duplicate', () => {
  it('[IU3] [IU5] is told in one line and compared field by field: what differs first, and what will stand', async () => {
    const { user } = await opened('marcus oyelaran')
    expect(await page.findByText(/May be the same person as M. Oyelaran:/)).toBeVisible()
    await user.keyboard('=')
    const dialog = await page.findByRole('dialog')
    const rows = within(dialog).getAllByRole('row').slice(1)
    expect(rows[0]).toHaveAccessibleName(/First name/)
    expect(within(rows[0]!).getByLabelText('differs')).toBeVisible()
    const [open, other] = within(rows[0]!).getAllByRole('cell')
    expect(open).not.toHaveTextContent('stands')
    expect(other).toHaveTextContent(/M\. ?stands/)
    expect(within(dialog).getByRole('row', { name: /Responses/ })).toHaveTextContent('Responses21')
  })

  it('[IU6] n keeps the two apart with the reason typed, and they are not proposed again', async () => {
    const { desk, user } = await opened('marcus oyelaran')
    await page.findByText(/May be the same person/)
    await user.keyboard('=')
    const dialog = await page.findByRole('dialog')
    await user.type(within(dialog).getByLabelText(/Why not the same/), 'mnm')
    expect(desk.committed).toEqual([])
    await user.keyboard('{Enter}')
    await gone()
    expect(desk.committed).toMatchObject([{ type: 'lead.keptApart', payload: { reason: 'mnm' } }])
    await waitFor(() => expect(page.queryByText(/May be the same person/)).toBeNull())
  })

  it('[IU6] Esc puts it off: nothing is written', async () => {
    const { desk, user } = await opened('marcus oyelaran')
    await page.findByText(/May be the same person/)
    await user.keyboard('=')
    await page.findByRole('dialog')
    await user.keyboard('{Escape}')
    await gone()
    expect(desk.committed).toEqual([])
    expect(page.getByText(/May be the same person/)).toBeVisible()
  })

  it('[IU6] [IU7] m makes one lead of them, which says so and can be taken apart with a reason', async () => {
    const { desk, store, user } = await opened('shipping inc')
    await page.findByText(/May be the same person as Marcus/)
    await user.keyboard('=')
    await page.findByRole('dialog')
    await user.keyboard('m')
    await gone()
    const chip = await page.findByRole('button', { name: 'Merged from 2' })
    expect(store.getState().leadId).toBe(desk.reader.row(store.getState().leadId ?? '')?.id)
    await user.click(chip)
    const dialog = await page.findByRole('dialog')
    expect(await within(dialog).findByText(/1 and 2 merged by you/)).toBeVisible()
    await user.type(within(dialog).getByRole('textbox'), 'brothers')
    await user.keyboard('{Enter}')
    await gone()
    expect(types(desk)).toEqual(['lead.merged', 'merge.undone', 'lead.keptApart'])
    expect(page.queryByRole('button', { name: 'Merged from 2' })).toBeNull()
  })
})

describe('where a value came from', () => {
  it('[IU1] Ctrl+I shows every value a lead has had, the one that stands first', async () => {
    const { user } = await opened('hanbit')
    await page.findByRole('button', { name: 'Merged from 2' })
    await user.keyboard('{Control>}i{/Control}')
    const dialog = await page.findByRole('dialog')
    const names = within(within(dialog).getByRole('region', { name: 'First name' })).getAllByRole('listitem')
    expect(names.map((n) => n.textContent)).toEqual([
      expect.stringMatching(/^Jiho ?stands.*Expo scan, booth 214/),
      expect.stringMatching(/^Ji-ho.*Web form/),
    ])
  })

  it("[IU1] in a field, Ctrl+I shows that field's history; a refusal and a withdrawal are told as such", async () => {
    const { desk, user } = await opened('marcus oyelaran')
    const leadId = desk.reader.rows().find((r) => r.name === 'Marcus Oyelaran')?.id ?? ''
    const need = { field: 'need' as const, call: null }
    await desk.transactor.commit([
      { leadId, type: 'field.withdrawn', payload: { field: 'need', reason: 'misheard' } },
      { leadId, type: 'field.declined', payload: { ...need, reaskOn: '2027-01-03' } },
    ])
    await user.click(await page.findByLabelText(/^Need/))
    await user.keyboard('{Control>}i{/Control}')
    const dialog = await page.findByRole('dialog', { name: 'Need' })
    const said = within(dialog)
      .getAllByRole('listitem')
      .map((li) => li.textContent)
    expect(said).toEqual([
      expect.stringMatching(/would not say, ask again Jan 3, 2027/),
      expect.stringMatching(/withdrawn: misheard/),
      expect.stringMatching(/Replace a system/),
    ])
  })
})

it('[IU12] the history tells merges and their undoing, people kept apart, reinstatements and consents, with who and when', async () => {
  const { desk } = await opened('marcus oyelaran')
  const idOf = (name: RegExp) => desk.reader.rows().find((r) => name.test(r.name))!.id
  const [leadId, other] = [idOf(/Marcus Oyelaran/), idOf(/M\. Oyelaran/)]
  const merge = desk.newId()
  const consent = {
    basis: 'told me',
    text: 'Do call',
    source: '',
    at: new Date(desk.now()).toISOString(),
  }
  act(() =>
    desk.elsewhere([
      { leadId, type: 'lead.merged', payload: { merge, other } },
      { leadId, type: 'merge.undone', payload: { merge, reason: 'brothers' } },
      { leadId, type: 'lead.keptApart', payload: { other, reason: 'brothers' } },
      { leadId, type: 'lead.reinstated', payload: { reasons: ['testEntry'], reason: 'looked' } },
      {
        leadId,
        type: 'consent.recorded',
        payload: { ...consent, consent: desk.newId(), for: 'phone', given: true },
      },
      {
        leadId,
        type: 'consent.recorded',
        payload: { ...consent, consent: desk.newId(), for: 'email', given: false },
      },
    ]),
  )
  const pane = page.getByRole('complementary', { name: 'Score and history' })
  await within(pane).findByText('Merge undone')
  const told = [...pane.querySelectorAll('details')[0]!.querySelectorAll('li')].map((li) => li.textContent)
  for (const what of [
    'Merged with another lead',
    'Merge undone',
    'Not the same person as M. Oyelaran',
    'Reinstated, looked',
    'Consent to calls, told me',
    'E-mail opt-out, told me',
  ])
    expect(told).toContainEqual(
      expect.stringMatching(new RegExp(`^${what}.*· Ben Okafor · \\d\\d:\\d\\d`, 'u')),
    )
})

it('[IU2] y takes the address that was probably meant', async () => {
  const { desk, user } = await opened('hanbit')
  await user.click(await page.findByRole('tab', { name: 'Contact and more' }))
  expect(page.getByRole('button', { name: 'Did you mean jiho@gmail.com?' })).toBeVisible()
  await user.keyboard('y')
  await waitFor(() =>
    expect(desk.committed).toMatchObject([
      { type: 'field.answered', payload: { field: 'email', value: 'jiho@gmail.com' } },
    ]),
  )
  expect(await page.findByText('private provider')).toBeVisible()
})
