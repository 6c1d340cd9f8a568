import { screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { compareSubjects, subjectOf } from '../../../shared/lead/likeness.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

/** Central that lists the desk's first lead with each of the others as likely duplicates. */
function withPairs(): { desk: MemoryDesk; asked: string[] } {
  const central = storyApi()
  const asked: string[] = []
  const api: Api = {
    ...central,
    async request<T>(call: ApiCall<T>): Promise<T> {
      asked.push(`${call.method} ${call.path}`)
      if (call.path !== 'duplicates' || !call.schema) return central.request(call)
      const [first, ...others] = await Promise.all(desk.reader.rows().map((r) => desk.reader.snapshot(r.id)))
      const duplicates = others.map((other) => {
        const { score, reasons } = compareSubjects(subjectOf(first!.lead), subjectOf(other!.lead))
        return { leads: [first, other], score, reasons }
      })
      return call.schema.parse({ duplicates, next: null })
    },
  }
  const desk: MemoryDesk = memoryDesk({ leads: 4, me: 'judith', api })
  return { desk, asked }
}

it('[UI115] a table in which nothing stands says what would', async () => {
  const desk = memoryDesk({ leads: 1, me: 'judith', api: storyApi(0) })
  const { user } = await renderApp(desk, ONLINE, 'quality')
  await user.click(await page.findByRole('tab', { name: 'Invalid leads' }))
  expect(await page.findByText(/^A lead nobody could be reached by, .* would stand here/)).toBeVisible()
  await user.click(page.getByRole('tab', { name: 'Forbidden calls' }))
  expect(await page.findByText(/^A call outside calling hours, .* would stand here/)).toBeVisible()
})

describe('likely duplicates', () => {
  it('[IU8] are decided one after the other by keys alone', async () => {
    const { desk } = withPairs()
    const { user } = await renderApp(desk, ONLINE, 'quality')
    expect(await page.findByRole('heading', { name: '3 pairs' })).toBeVisible()
    await user.keyboard('j')
    await user.keyboard('n')
    expect(await page.findByRole('heading', { name: '2 pairs' })).toBeVisible()
    await user.keyboard('k')
    await user.keyboard('m')
    expect(await page.findByRole('heading', { name: '1 pair' })).toBeVisible()
    const [first, second, third] = desk.reader.rows().map((r) => r.parts)
    expect(desk.committed).toMatchObject([
      { type: 'lead.keptApart', leadId: first?.[0], payload: { other: second?.[0] } },
      { type: 'lead.merged', leadId: first?.[0], payload: { other: first?.[1] } },
    ])
    expect(third).toHaveLength(1)
  })

  it('[IU8] without any says so', async () => {
    const desk = memoryDesk({ leads: 1, me: 'judith', api: storyApi(0) })
    const { user } = await renderApp(desk, ONLINE, 'quality')
    expect(await page.findByText('No two leads look like one person')).toBeVisible()
    await user.keyboard('m')
    expect(desk.committed).toEqual([])
  })
})

it('[IU9] invalid leads are found by their reason and reinstated together', async () => {
  const desk = memoryDesk({ leads: 3, duplicates: true, me: 'judith', api: storyApi() })
  const { user } = await renderApp(desk, ONLINE, 'quality')
  await user.click(page.getByRole('tab', { name: 'Invalid leads' }))
  expect(page.getByRole('heading', { name: '3 invalid leads' })).toBeVisible()
  const list = page.getByRole('listbox')
  await user.type(page.getByLabelText(/Filter by name/), 'throw-away')
  expect(within(list).getAllByRole('option')).toHaveLength(1)
  await user.clear(page.getByLabelText(/Filter by name/))
  list.focus()
  // None ticked: the one under the cursor.
  await user.keyboard('r')
  expect(await page.findByRole('dialog', { name: 'Reinstate 1 lead' })).toBeVisible()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
  list.focus()
  await user.keyboard('{Control>}a{/Control}r')
  const dialog = await page.findByRole('dialog')
  await user.type(within(dialog).getByLabelText(/Reason/), 'looked at them')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(page.getByRole('heading', { name: '0 invalid leads' })).toBeVisible())
  expect(desk.committed.map((d) => d.type)).toEqual(Array(3).fill('lead.reinstated'))
})

describe('suppression lists', () => {
  it('[IU10] are deleted by an administrator, and only when confirmed', async () => {
    const { asked, desk } = withPairs()
    const { user } = await renderApp(
      { ...desk, me: { ...desk.me, role: 'administrator' } },
      ONLINE,
      'quality',
    )
    await user.click(page.getByRole('tab', { name: 'Suppression lists' }))
    await user.click(await page.findByRole('button', { name: 'Delete Robinson list…' }))
    expect(asked).not.toContain('DELETE suppressions/robinson')
    await user.click(page.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(asked).toContain('DELETE suppressions/robinson'))
    expect(page.queryByRole('button', { name: /Delete Do not call/ })).toBeNull()
  })

  it('[IU10] a file is sent under its name, and what could not be read of it is named', async () => {
    const { asked, desk } = withPairs()
    const { user } = await renderApp(
      { ...desk, me: { ...desk.me, role: 'administrator' } },
      ONLINE,
      'quality',
    )
    await user.click(page.getByRole('tab', { name: 'Suppression lists' }))
    const file = new File(['+17575550142\n'], 'UK TPS.csv', { type: 'text/csv' })
    await user.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file)
    await user.type(await page.findByLabelText('Source'), 'TPS, November')
    await user.click(page.getByRole('button', { name: 'Send the list' }))
    expect(await page.findByText(/UK TPS has 81,204 entries/)).toBeVisible()
    expect(page.getByText('Line 412: “n/a@” is no e-mail address')).toBeVisible()
    expect(asked).toContain('PUT suppressions/uk-tps?name=UK+TPS&source=TPS%2C+November')
  })

  it('[IU10] a supervisor sees which lists there are, and changes none', async () => {
    const { asked, desk } = withPairs()
    const { user } = await renderApp(desk, ONLINE, 'quality')
    await user.click(page.getByRole('tab', { name: 'Suppression lists' }))
    expect(await page.findByText('Administrators add and delete lists.')).toBeVisible()
    expect(document.querySelector('input[type=file]')).toBeNull()
    expect(asked).not.toContain('GET suppressions')
  })
})
