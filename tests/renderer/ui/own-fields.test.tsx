import { screen as page, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { OWN_FIELDS } from './story/sample-own-fields.ts'

const boxOf = (id: string) => document.querySelector<HTMLElement>(`[data-field="${id}"]:not([data-answer])`)!

it('[UI90] own fields of every kind are edited by keyboard, in a group of their own; what is no value is said', async () => {
  const { desk, user } = await renderApp(memoryDesk({ leads: 1, policy: OWN_FIELDS }))
  const said = (n: number) => waitFor(() => expect(desk.committed).toHaveLength(n))
  expect(page.getByRole('heading', { name: 'This campaign’s own' })).toBeVisible()
  expect(boxOf('own.fleet')).toHaveAttribute('data-missing')
  expect(boxOf('own.supplier')).not.toHaveAttribute('data-missing')

  await user.type(within(boxOf('own.supplier')).getByRole('textbox'), ' Acme  Ltd {Enter}')
  await said(1)
  const vehicles = () => within(boxOf('own.vehicles')).getByRole('textbox')
  await user.type(vehicles(), 'many{Enter}')
  expect(boxOf('own.vehicles')).toHaveTextContent('Vehicles · is no number')
  expect(vehicles()).toHaveAttribute('aria-invalid', 'true')
  await user.clear(vehicles())
  await user.type(vehicles(), '1,250.5{Enter}')
  await said(2)
  await waitFor(() => expect(vehicles()).toHaveValue('1,250.5'))
  const day = boxOf('own.contract-end').querySelector('input')!
  await user.type(day, '2027-03-31')
  await user.keyboard('{Enter}')
  await said(3)
  await user.selectOptions(within(boxOf('own.fleet')).getByRole('combobox'), 'Leased')
  await said(4)
  const interests = boxOf('own.interests').querySelector('input')!
  await user.click(interests)
  await user.keyboard('yard{Enter}')
  await user.keyboard('plan{Enter}')
  expect(desk.committed).toHaveLength(4)
  await user.tab()
  await said(5)
  expect(desk.committed.map((d) => d.payload)).toMatchObject([
    { field: 'own.supplier', value: 'Acme Ltd' },
    { field: 'own.vehicles', value: 1250.5 },
    { field: 'own.contract-end', value: '2027-03-31' },
    { field: 'own.fleet', value: 'leased' },
    { field: 'own.interests', value: 'planning;yard' },
  ])
  expect(boxOf('own.interests')).toHaveTextContent('Planning')
  expect(boxOf('own.fleet')).not.toHaveAttribute('data-missing')
})

it('[UI90] Esc takes back what was chosen; an emptied field is withdrawn; the history tells values by their labels', async () => {
  const { desk, user } = await renderApp(memoryDesk({ leads: 1, policy: OWN_FIELDS }))
  const input = () => boxOf('own.interests').querySelector('input')!
  await user.click(input())
  await user.keyboard('yard{Enter}{Escape}')
  await user.tab()
  expect(desk.committed).toEqual([])
  await user.click(input())
  await user.keyboard('track{Enter}')
  await user.tab()
  await waitFor(() => expect(desk.committed).toHaveLength(1))
  await user.click(input())
  await user.keyboard('{Backspace}')
  await user.tab()
  await waitFor(() => expect(desk.committed).toHaveLength(2))
  expect(desk.committed[1]).toMatchObject({ type: 'field.withdrawn', payload: { field: 'own.interests' } })
  await user.click(input())
  await user.keyboard('{Control>}i{/Control}')
  const dialog = await page.findByRole('dialog', { name: 'Interested in' })
  expect(dialog).toHaveTextContent('Tracking')
})

it('[UI90] a lead is added with them, read by their kind', async () => {
  const { desk, user, store } = await renderApp(
    memoryDesk({ leads: 1, policy: OWN_FIELDS }),
    undefined,
    'queue',
  )
  store.setState({ screen: 'add' })
  await user.type(await page.findByLabelText('Last name'), 'Prado')
  for (const way of ['E-mail', 'Phone', 'Mobile'])
    expect(page.getByLabelText(way), '[DK5] said before it is asked for').toHaveAccessibleDescription(
      'E-mail, phone or mobile: one is needed',
    )
  expect(page.getByLabelText('Last name')).not.toHaveAccessibleDescription()
  await user.type(page.getByLabelText('E-mail'), 'ana@prado.example')
  await user.type(page.getByLabelText('Phone'), '+493023125829')
  await user.type(page.getByLabelText('Vehicles'), 'x')
  await user.keyboard('{Enter}')
  expect(await page.findByText('is no number')).toBeVisible()
  await user.clear(page.getByLabelText('Vehicles'))
  await user.type(page.getByLabelText('Vehicles'), '12')
  await user.selectOptions(page.getByLabelText('Fleet'), 'Owned')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(desk.committed).toHaveLength(1))
  expect(desk.committed[0]).toMatchObject({
    payload: { fields: { lastName: 'Prado', 'own.vehicles': 12, 'own.fleet': 'owned' } },
  })
  // Read by its kind in the history, too.
  expect(await page.findByText(/Phone: \+49 30 23125829/)).toBeVisible()
})
