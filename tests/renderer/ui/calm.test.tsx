import { act, screen as page, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Desktop } from '../../../shared/ipc/contract.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const types = (desk: { committed: { type: string }[] }) => desk.committed.map((d) => d.type)
const finish = '{Control>}{Enter}{/Control}'
const nameOnScreen = () => page.getAllByRole('heading', { level: 2 })[0]?.textContent

describe('values nobody stated', () => {
  it('[UI21] what the rule derives is shown with its source, can be stated, and left to the rule again', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const box = page.getByLabelText(/Fit for partner · rule/)
    expect(box).toHaveDisplayValue('No: direct territory')
    await user.selectOptions(box, 'Yes: partner-only territory')
    expect(await page.findByLabelText(/Fit for partner · you/)).toHaveDisplayValue(
      'Yes: partner-only territory',
    )
    await user.selectOptions(page.getByLabelText(/Fit for partner/), 'By rule: No: direct territory')
    expect(await page.findByLabelText(/Fit for partner · rule/)).toHaveDisplayValue('No: direct territory')
    expect(types(desk)).toEqual(['field.answered', 'field.withdrawn'])
  })

  it('[UI21] a time zone that follows from the address or the number says so', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.clear(page.getByLabelText(/Time zone · Web form/))
    await user.tab()
    const box = await page.findByLabelText(/Time zone · from address/)
    expect(box).toHaveValue('')
    expect(box).toHaveAttribute('placeholder', 'Eastern Time · New York')
    expect(types(desk)).toEqual(['field.withdrawn'])
  })
})

describe('nothing typed is lost', () => {
  it('[UI22] a value that is still being typed is given before the call is finished', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 2 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.click(page.getByRole('tab', { name: 'Contact and more' }))
    await user.type(page.getByLabelText(/^Website/), 'brightharbor.example')
    await user.keyboard(finish)
    await waitFor(() => expect(types(desk)).toEqual(['call.started', 'field.answered', 'call.finished']))
  })

  it('[UI22] a value that cannot be taken holds the lead until it is corrected or left with Esc', async () => {
    const { desk, store, user } = await renderApp(memoryDesk({ leads: 2 }))
    const first = store.getState().leadId
    await user.click(page.getByRole('tab', { name: 'Contact and more' }))
    const box = page.getByLabelText(/^E-mail/)
    await user.clear(box)
    await user.type(box, 'no address')
    await user.keyboard(finish)
    expect(await page.findByRole('alert')).toHaveTextContent(/E-mail cannot be taken as typed/)
    expect(store.getState().leadId).toBe(first)
    await user.click(page.getByLabelText(/^E-mail/))
    await user.keyboard('{Escape}')
    await user.keyboard(finish)
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
    expect(desk.committed).toEqual([])
  })

  it('[UI23] the note on a lead that was taken away meanwhile stays on screen, and the queue goes on', async () => {
    const desk = memoryDesk({ leads: 2 })
    const { store, user } = await renderApp(desk)
    const lead = nameOnScreen()
    await user.type(page.getByLabelText('Notes'), 'wants a call in May')
    desk.beforeSaved = () => Promise.reject(new Error('This lead is no longer on this machine.'))
    act(() => desk.remove(store.getState().leadId ?? ''))
    expect(await page.findByText('This lead is no longer on this machine', { exact: true })).toBeVisible()
    expect(await page.findByText(`Your note on ${lead} could not be saved any more:`)).toBeVisible()
    expect(page.getByText('wants a call in May')).toBeVisible()
    await user.keyboard('j')
    await waitFor(() => expect(nameOnScreen()).not.toBe(lead))
    expect(page.getByText('wants a call in May')).toBeVisible()
  })
})

describe('[ER4] a lead that is erased while it is open', () => {
  it('[ER4] says why it is gone, keeps nothing that was typed, and the queue goes on', async () => {
    const desk = memoryDesk({ leads: 2 })
    const { store, user } = await renderApp(desk)
    const lead = nameOnScreen()!
    await user.type(page.getByLabelText('Notes'), 'is ill')
    desk.beforeSaved = () => Promise.reject(new Error('This lead is no longer on this machine.'))
    act(() => desk.erase(store.getState().leadId ?? ''))
    expect(await page.findByText('This person asked that their data be erased')).toBeVisible()
    await user.keyboard('j')
    await waitFor(() => expect(nameOnScreen()).not.toBe(lead))
    expect(document.body).not.toHaveTextContent('is ill')
    expect(document.body).not.toHaveTextContent(lead)
    expect(page.queryByRole('alert')).toBeNull()
  })
})

describe('focus stands where keys work', () => {
  it.each([
    ['g', 'after the route'],
    ['z', 'after putting off'],
    ['c', 'after the callback'],
    ['?', 'after the keys'],
  ])('[UI3] %s then Esc: %s', async (key) => {
    const { store, user } = await renderApp(memoryDesk({ leads: 3 }))
    const first = store.getState().leadId
    await user.keyboard(key)
    await page.findByRole('dialog')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(page.queryByRole('dialog')).toBeNull())
    await user.keyboard('j')
    await waitFor(() => expect(store.getState().leadId).not.toBe(first))
  })

  it('[UI3] out of a note, and out of a choice, Ctrl+Enter goes on, and the next key is a key', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 3 }))
    for (const label of [/^Notes/, /^Budget/]) {
      const lead = store.getState().leadId
      await user.click(page.getByLabelText(label))
      await user.keyboard(finish)
      await waitFor(() => expect(store.getState().leadId).not.toBe(lead))
      await waitFor(() => expect(document.activeElement).toHaveAttribute('data-focus-root'))
    }
    await user.keyboard('?')
    expect(await page.findByRole('dialog')).toBeVisible()
  })

  it('[UI24] when the last lead is done, the desk says so and the keys still work', async () => {
    const { store, user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('i')
    await user.keyboard(finish)
    await page.findAllByText('Your queue is done')
    await user.keyboard('/')
    await waitFor(() => expect(store.getState().screen).toBe('find'))
  })
})

describe('corrections', () => {
  it('[UI25] the last outcome is corrected with a reason', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.keyboard('o')
    const dialog = await page.findByRole('dialog')
    expect(dialog).toHaveTextContent('Given: Voicemail')
    await user.selectOptions(within(dialog).getByLabelText('It was'), 'No answer')
    await user.type(within(dialog).getByLabelText(/Reason/), 'wrong key')
    await user.keyboard(finish)
    await waitFor(() =>
      expect(desk.committed).toMatchObject([
        { type: 'call.amended', payload: { disposition: 'noAnswer', reason: 'wrong key' } },
      ]),
    )
    expect(await page.findByText(/, No answer/)).toBeVisible()
  })

  it('[UI25] of a do-not-call says beforehand that it stays', async () => {
    const { user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard(`x${finish}`)
    await page.findAllByText('Your queue is done')
    await user.keyboard('{Control>}z{/Control}')
    expect(await page.findByRole('dialog')).toHaveTextContent(/Given: Do not call.*A do-not-call stands\./)
  })

  it('[UI26] only a supervisor lifts a do-not-call, with a reason', async () => {
    const { desk, user } = await renderApp(
      memoryDesk({ leads: 1, me: 'judith', ownerOf: () => 'judith' }),
      ONLINE,
      'queue',
    )
    await user.click(page.getByRole('button', { name: 'Queue' }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('x')
    await user.keyboard(finish)
    await page.findAllByText('Your queue is done')
    await user.keyboard('/')
    await user.type(await page.findByRole('combobox'), 'marcus{Enter}')
    await user.click(await page.findByRole('button', { name: 'Lift do-not-call…' }))
    const dialog = await page.findByRole('dialog')
    await user.type(within(dialog).getByLabelText(/Reason/), 'asked to be called again, mail of today')
    await user.click(within(dialog).getByRole('button', { name: 'Lift it' }))
    await waitFor(() => expect(types(desk).at(-1)).toBe('doNotCall.lifted'))
  })

  it('[UI26] an agent is not offered it', async () => {
    const { user } = await renderApp(memoryDesk({ leads: 1 }))
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('x')
    await user.keyboard(finish)
    await page.findAllByText('Your queue is done')
    await user.keyboard('/')
    await user.type(await page.findByRole('combobox'), 'marcus{Enter}')
    expect(await page.findByText(/Only a supervisor can lift it/)).toBeVisible()
    expect(page.queryByRole('button', { name: 'Lift do-not-call…' })).toBeNull()
  })
})

describe('reminders of the desktop', () => {
  afterEach(() => {
    delete window.leadwright
  })

  it('[UI27] the badge counts callbacks that are due; one that comes due during a call is told after it', async () => {
    const told: { channel: string; value: unknown }[] = []
    const desktop = {
      invoke: async (channel: string, value: unknown) => {
        if (channel === 'notify:chosen') return new Promise(() => undefined)
        told.push({ channel, value })
        return null
      },
    }
    window.leadwright = desktop as Desktop
    const desk = memoryDesk({ leads: 2 })
    const { user } = await renderApp(desk)
    await waitFor(() => expect(told).toEqual([{ channel: 'badge', value: 0 }]))
    await user.keyboard('b')
    await page.findByText(/On call/)
    const other = desk.reader.rows().find((r) => r.work.do === 'call')!
    await act(() =>
      desk.transactor.commit([
        {
          leadId: other.id,
          type: 'callback.scheduled',
          payload: {
            callback: desk.newId(),
            at: new Date(desk.now() - 60_000).toISOString(),
            whose: 'mine',
            agent: 'ana',
            note: '',
          },
        },
      ]),
    )
    await waitFor(() => expect(told.at(-1)).toEqual({ channel: 'badge', value: 1 }))
    expect(told.filter((c) => c.channel === 'notify')).toEqual([])
    await user.keyboard('n')
    await user.keyboard(finish)
    await waitFor(() => expect(told.filter((c) => c.channel === 'notify')).toHaveLength(1))
    expect(told.at(-1)?.value).toMatchObject({ title: `Call back ${other.name}` })
  })
})
