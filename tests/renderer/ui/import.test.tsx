import { fireEvent, screen as page, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

async function openImport() {
  const central = storyApi(3)
  const sent: string[] = []
  const api: Api = {
    ...central,
    async request<T>(call: ApiCall<T>): Promise<T> {
      if (call.method !== 'GET') sent.push(`${call.method} ${decodeURIComponent(call.path)}`)
      return central.request(call)
    },
  }
  const { user } = await renderApp(memoryDesk({ leads: 1, me: 'sam', api }), ONLINE, 'import')
  return { user, sent }
}

it('[UI66] duplicates are shown before anything is imported, and the import may make its campaign', async () => {
  const { user, sent } = await openImport()
  const file = new File(['Full Name,E-Mail\nKofi Mensah,kofi@volta.de\n'], 'leads.csv', { type: 'text/csv' })
  await user.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file)
  await user.selectOptions(await page.findByLabelText('Campaign'), 'A new campaign…')
  const importIt = () => within(page.getByRole('main')).getByRole('button', { name: 'Import' })
  await page.findByLabelText('Name of the campaign')
  expect(importIt()).toBeDisabled()
  await user.type(page.getByLabelText('Name of the campaign'), 'Autumn fair')
  await user.click(page.getByRole('button', { name: 'Check for duplicates' }))
  const alike = await page.findByRole('table', { name: 'Rows that look like a known lead' })
  expect(within(alike).getByText('Benjamin Roth')).toBeVisible()
  expect(within(alike).getByText('Ben Roth · Beta AG')).toBeVisible()
  const joins = page.getByRole('table', { name: 'Rows that join a known lead' })
  expect(within(joins).getByText('a lead of another team')).toBeVisible()
  expect(sent.some((call) => call.startsWith('PUT'))).toBe(false)
  // What was said is of this mapping: with another one it is asked anew.
  await user.selectOptions(page.getByLabelText('What Col 7 means'), 'Leave out')
  expect(page.queryByRole('table', { name: 'Rows that look like a known lead' })).toBeNull()
  await user.click(importIt())
  await page.findByRole('region', { name: 'Result of the import' })
  expect(sent.at(-1)).toMatch(/^PUT imports\/.*campaign=Autumn\+fair/)
})

it('[UI66] an import is taken back with a reason, after a question; what could not be is said', async () => {
  const { user, sent } = await openImport()
  await user.click(await page.findByRole('button', { name: 'Take back the import of expo-scans.csv' }))
  const undo = page.getByRole('button', { name: 'Take the import back…' })
  expect(undo).toBeDisabled()
  expect(undo.closest('tr')?.previousElementSibling, 'below its own line').toHaveTextContent('expo-scans.csv')
  await user.type(page.getByLabelText('Reason'), 'wrong list')
  await user.click(undo)
  await user.click(page.getByRole('button', { name: 'Take it back' }))
  expect(await page.findByText('leads left the queues')).toBeVisible()
  expect(page.getByText('3 leads that people have worked.')).toBeVisible()
  expect(sent).toEqual(['POST imports/i1/undo'])
})

it('[UI103] a file is chosen by a button with a name, which no other button is inside of', async () => {
  const { user } = await openImport()
  const chooses = page.getByRole('button', { name: 'Drop a file of leads here, or choose one' })
  expect(within(chooses).queryByRole('button')).toBeNull()
  const asked = vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => undefined)
  chooses.focus()
  await user.keyboard('{Enter}')
  expect(asked).toHaveBeenCalledOnce()
  asked.mockRestore()
})

it('[UI66] a file that is dropped is read as one that was chosen', async () => {
  await openImport()
  const file = new File(['Full Name,E-Mail\nKofi Mensah,kofi@volta.de\n'], 'dropped.csv', {
    type: 'text/csv',
  })
  const zone = page.getByRole('button', { name: 'Drop a file of leads here, or choose one' })
  const items = [{ kind: 'file', type: file.type, getAsFile: () => file }]
  fireEvent.drop(zone, { dataTransfer: { files: [file], items, types: ['Files'] } })
  expect(await page.findByText('Known by')).toBeVisible()
  expect(page.getByText('dropped.csv')).toBeVisible()
})
