import { screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

describe('find', () => {
  it('[UI16] a person rings back: the last digits of the number open the lead', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 20 }))
    await user.keyboard('/')
    await user.type(await page.findByRole('combobox'), '555 0142')
    expect(within(page.getByRole('listbox')).getAllByRole('option')).toHaveLength(1)
    await user.keyboard('{Enter}')
    expect(await page.findByRole('heading', { name: 'Marcus Oyelaran' })).toBeVisible()
    expect(store.getState().screen).toBe('queue')
  })
})

describe('call back', () => {
  it('[CA5] promised in a call by keyboard alone, it is made at once; its outcome follows', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 2 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('c')
    const dialog = await page.findByRole('dialog')
    await user.type(within(dialog).getByLabelText('Note'), 'asked for Ana')
    expect(desk.committed).toHaveLength(1)
    await user.tab()
    await user.tab()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(store.getState().dialog).toBeNull())
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() =>
      expect(desk.committed.slice(1)).toMatchObject([
        { type: 'callback.scheduled', payload: { whose: 'mine', note: 'asked for Ana' } },
        { type: 'call.finished', payload: { disposition: 'callBack' } },
      ]),
    )
  })
})

describe('team', () => {
  it('[UI17] leads chosen by their queue are given to somebody else, and what had changed meanwhile is told', async () => {
    const sent: unknown[] = []
    const central = storyApi()
    const api: Api = {
      ...central,
      async request<T>(call: ApiCall<T>): Promise<T> {
        if (call.path !== 'assignments' || !call.schema) return central.request(call)
        sent.push(call.body)
        const { leads } = call.body as { leads: { id: string; version: number }[] }
        return call.schema.parse({
          assigned: leads.slice(1),
          conflicts: [{ ...leads[0], owner: 'chloe' }],
        })
      },
    }
    const owners = ['ana', 'ben', null]
    const desk = memoryDesk({ leads: 12, me: 'judith', api, ownerOf: (n) => owners[n % 3] ?? null })
    const { store, user } = await renderApp(desk, ONLINE, 'team')
    await user.click(await page.findByLabelText("Choose Ben Okafor's leads"))
    expect(store.getState().selection).toHaveLength(4)
    await user.keyboard('r')
    const dialog = await page.findByRole('dialog')
    await user.selectOptions(within(dialog).getByLabelText('To'), 'Ana Moreira')
    await user.click(within(dialog).getByRole('button', { name: 'Reassign 4 leads' }))
    expect(await within(dialog).findByText('3 leads reassigned.')).toBeVisible()
    expect(dialog).toHaveTextContent('Chloe Martin')
    expect(sent).toMatchObject([{ to: 'ana', leads: [{ version: 1 }, {}, {}, {}] }])
  })
})
