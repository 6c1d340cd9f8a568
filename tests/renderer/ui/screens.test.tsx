import { screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
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

describe('[UI104] everything of a screen', () => {
  it('is in the palette: what no key does, too', async () => {
    const { user, store } = await renderApp(
      memoryDesk({ leads: 3, me: 'judith', api: storyApi(4) }),
      ONLINE,
      'reports',
    )
    await page.findByRole('tab', { name: 'Pay-off' })
    await user.keyboard('{Control>}k{/Control}')
    const search = await page.findByRole('textbox', { name: /^A person, a company/u })
    await user.type(search, 'pay-off')
    await waitFor(() => expect(document.querySelectorAll('.mantine-Spotlight-action')).toHaveLength(2))
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(page.getByRole('tab', { name: 'Pay-off' })).toHaveAttribute('aria-selected', 'true'),
    )
    expect(store.getState().screen).toBe('reports')
  })

  it('is on the sheet of keys, and what does nothing there is not; a list’s own keys are', async () => {
    const { user } = await renderApp(
      memoryDesk({ leads: 3, me: 'judith', api: storyApi(4) }),
      ONLINE,
      'escalations',
    )
    await page.findByRole('listbox', { name: 'Escalated' })
    await user.keyboard('?')
    const sheet = await page.findByRole('dialog', { name: 'Keyboard' })
    expect(within(sheet).queryByText('Dial')).toBeNull()
    expect(within(sheet).getByText('Take them over')).toBeVisible()
    expect(within(sheet).getByText('Choose all that are listed').nextSibling).toHaveTextContent('Ctrl A')
    expect(within(sheet).getByText('Between tabs, from one of them')).toBeVisible()
  })
})
