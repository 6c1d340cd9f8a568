import { screen as page } from '@testing-library/react'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

it('[CA12] [HO7] a lead that was sent back says so in the queue, and by whom and why in its line and its history', async () => {
  const desk = memoryDesk({ leads: 1 })
  await renderApp(desk)
  const [row] = desk.reader.rows()
  const handOff = v7()
  expect(page.queryByText(/sent back/i)).toBeNull()
  await desk.transactor.commit([
    {
      leadId: row!.id,
      type: 'outcome.recorded',
      payload: {
        handOff,
        outcome: 'lost',
        value: 1200,
        currency: 'EUR',
        reason: 'too slow',
        at: new Date().toISOString(),
      },
    },
    {
      leadId: row!.id,
      type: 'handOff.returned',
      payload: { handOff, route: 'hot', reason: 'noAuthority', note: 'His manager decides' },
    },
  ])
  expect(await page.findByRole('option', { name: /sent back/ })).toBeVisible()
  expect(
    await page.findByText(/^Sent back by Sales just now: has no say in the purchase \(His manager decides\)/),
  ).toBeVisible()
  const history = page.getAllByRole('listitem').map((item) => item.textContent)
  expect(history).toContainEqual(
    expect.stringMatching(/Sent back, Has no say in the purchase, His manager decides/),
  )
  expect(history).toContainEqual(expect.stringMatching(/Lost, 1,200 EUR, too slow/))
})
