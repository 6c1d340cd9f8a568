import { screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

function supervisor(refuses = (_path: string) => false) {
  const central = storyApi(4)
  const sent: { command: string; body: unknown }[] = []
  const asked = new Set<string>()
  const api: Api = {
    ...central,
    async request<T>(call: ApiCall<T>): Promise<T> {
      const [path, query] = call.path.split('?')
      if (path === 'escalations' && query !== undefined) asked.add(query)
      if (call.method === 'GET') return central.request(call)
      if (refuses(call.path)) throw new FaultError({ kind: 'conflict', message: 'It was resolved meanwhile' })
      sent.push({ command: call.path.split('/').at(-1) ?? '', body: call.body })
      return undefined as T
    },
  }
  return { desk: memoryDesk({ leads: 1, me: 'judith', api }), sent, asked }
}

describe('[UI31] escalations', () => {
  it('are chosen and looked after by keys alone', async () => {
    const { desk, sent } = supervisor()
    const { user } = await renderApp(desk, ONLINE, 'escalations')
    const list = await page.findByRole('listbox', { name: 'Escalated' })
    list.focus()
    await user.keyboard(' {ArrowDown} ')
    await user.keyboard('a')
    await waitFor(() => expect(sent.map((s) => s.command)).toEqual(['acknowledge', 'acknowledge']))
  })

  it('none chosen, keys are of the line under the cursor, which stays on its lead', async () => {
    const { desk, sent } = supervisor()
    const { user, store } = await renderApp(desk, ONLINE, 'escalations')
    const list = await page.findByRole('listbox', { name: 'Escalated' })
    list.focus()
    await user.keyboard('{ArrowDown}')
    const second = within(list).getAllByRole('option')[1]!
    const id = list.getAttribute('aria-activedescendant')
    expect(second.id).toBe(id)
    await user.keyboard('a')
    await waitFor(() => expect(sent.map((s) => s.command)).toEqual(['acknowledge']))
    expect(store.getState().passing?.text).toBe('You look after it.')
    const name = second.querySelector('b')?.textContent
    await user.type(page.getByLabelText('Filter by name or company'), String(name))
    await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(1))
    expect(list.getAttribute('aria-activedescendant')).toBe(id)
  })

  it('[UI109] those that came to the managers stand first, and are what the rail counts; reminders of owners stand with all', async () => {
    const { desk, asked } = supervisor()
    const { user } = await renderApp(desk, ONLINE, 'escalations')
    await page.findByRole('listbox', { name: 'Escalated' })
    await page.findByRole('button', { name: /^Escalations, \d+ open$/ })
    expect(asked).toEqual(new Set(['state=open&level=escalated&limit=1', 'state=open&level=escalated']))
    await user.click(page.getByRole('tab', { name: 'All open' }))
    await page.findByRole('listbox', { name: 'All open' })
    expect(asked).toContain('state=open')
  })

  it('say in which order they come, until another one is asked for', async () => {
    const { desk } = supervisor()
    const { user } = await renderApp(desk, ONLINE, 'escalations')
    await page.findByRole('listbox', { name: 'Escalated' })
    page.getByRole('button', { name: 'Sort by Since, now desc' })
    await user.click(page.getByRole('button', { name: 'Sort by Lead, now unsorted' }))
    page.getByRole('button', { name: 'Sort by Lead, now asc' })
    page.getByRole('button', { name: 'Sort by Since, now unsorted' })
  })

  it('are resolved with a reason', async () => {
    const { desk, sent } = supervisor()
    const { user } = await renderApp(desk, ONLINE, 'escalations')
    ;(await page.findByRole('listbox', { name: 'Escalated' })).focus()
    await user.keyboard(' s')
    const dialog = await page.findByRole('dialog', { name: 'Resolve' })
    await user.type(within(dialog).getByRole('textbox'), 'Called them myself')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() =>
      expect(sent).toEqual([{ command: 'resolve', body: { reason: 'Called them myself' } }]),
    )
  })

  it('one that was settled meanwhile is told, the others are done', async () => {
    let asked = 0
    const { desk, sent } = supervisor(() => ++asked === 1)
    const { user } = await renderApp(desk, ONLINE, 'escalations')
    ;(await page.findByRole('listbox', { name: 'Escalated' })).focus()
    await user.keyboard(' {ArrowDown} n')
    expect((await page.findAllByText('It was resolved meanwhile')).length).toBeGreaterThan(0)
    expect(sent).toHaveLength(1)
  })
})
