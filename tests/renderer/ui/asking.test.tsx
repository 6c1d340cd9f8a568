import { act, screen as page, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'

const question = () => page.getByRole('heading', { level: 3, name: /[“?]/ })

beforeEach(() => localStorage.clear())

describe('asking', () => {
  it('[UI72] - asks when they will tell; the question makes way, and nothing is refused', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const before = question().textContent
    await user.keyboard('b')
    await page.findByText(/On call/)
    await user.keyboard('-')
    await page.findByRole('dialog', { name: 'They will tell later' })
    await user.keyboard('1')
    await waitFor(() => expect(question().textContent).not.toBe(before))
    expect(desk.committed.at(-1)).toMatchObject({
      type: 'field.declined',
      payload: { field: 'timeline', later: 'call' },
    })
    expect(page.getByText(/will tell, ask in the next call/)).toBeVisible()
  })

  it('[UI72] words beside the choices go with the answer; left without one they become a note', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const before = question().textContent
    await user.keyboard("'")
    await user.keyboard('before the fair{Enter}1')
    await waitFor(() => expect(question().textContent).not.toBe(before))
    expect(desk.committed).toMatchObject([
      { type: 'field.answered', payload: { field: 'timeline', value: 'within3', words: 'before the fair' } },
    ])
    await user.keyboard("'")
    await user.keyboard('it depends{Escape}0')
    await waitFor(() => expect(desk.committed.map((d) => d.type)).toContain('field.declined'))
    await waitFor(() =>
      expect(desk.committed.at(-1)).toMatchObject({
        payload: { text: expect.stringMatching(/: it depends$/) },
      }),
    )
  })

  it('[UI72] questions of every kind are answered by keys: a number, a day, a text, several choices', async () => {
    const own = (id: string, kind: 'number' | 'date' | 'text' | 'choices', choices?: string[]) => ({
      id: `own.${id}`,
      label: id,
      kind,
      ...(choices && { choices: choices.map((c) => ({ id: c, label: c })) }),
    })
    const asks = (id: string) => ({
      field: `own.${id}`,
      dimension: null,
      share: 0,
      question: `Which ${id}?`,
      answers: id === 'trucks' ? [{ id: 'any', share: 0 }] : [],
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 30,
    })
    const names = ['trucks', 'start', 'why', 'ports']
    const desk = memoryDesk({
      leads: 1,
      policy: {
        ownFields: [
          own('trucks', 'number'),
          own('start', 'date'),
          own('why', 'text'),
          own('ports', 'choices', ['east', 'west', 'gulf']),
        ],
        fields: [...DEFAULT_POLICY.fields, ...names.map(asks)],
        rules: [{ route: 'high', when: { all: [] } }],
      },
    })
    const { user } = await renderApp(desk)
    const values = () => desk.committed.map((d) => (d.type === 'field.answered' ? d.payload.value : d.type))
    const asked = (name: string) => page.findByRole('heading', { name: `“Which ${name}?”` })
    await asked('trucks')
    await user.keyboard('1')
    await user.keyboard('42{Enter}')
    await asked('start')
    await user.keyboard('{Escape}1')
    await user.type(document.activeElement as HTMLElement, '2027-01-15')
    await user.keyboard('{Enter}')
    await asked('why')
    await user.keyboard('{Escape}1')
    await user.keyboard('too slow{Enter}')
    await asked('ports')
    await user.keyboard('{Escape}13')
    expect(page.getByRole('checkbox', { name: /gulf/ })).toBeChecked()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(values()).toEqual([42, '2027-01-15', 'too slow', 'east;gulf']))
    await waitFor(() => expect(page.queryByText('ALSO WORTH ASKING')).toBeNull())
  })
})

describe('the script', () => {
  it('[UI73] is a line until it is wanted; objections are found by a few letters, Esc gives the keys back', async () => {
    const { desk, user } = await renderApp(memoryDesk({ leads: 1 }))
    const script = page.getByRole('region', { name: 'Script' })
    expect(script).toHaveTextContent(/am I speaking with Marcus Oyelaran\?/)
    await user.keyboard(',')
    expect(within(script).getByText('Marcus').tagName).toBe('B')
    // Typed on at once: no letter of it is a key of the desk.
    await user.keyboard('.e-mail')
    expect(within(script).getByRole('option', { selected: true })).toHaveTextContent('Just send me an e-mail')
    await user.keyboard('{Escape}1')
    await waitFor(() => expect(desk.committed).toHaveLength(1))
    await user.keyboard(',')
    expect(within(script).queryByRole('listbox')).toBeNull()
  })
})

describe('[UI97] a policy without a script', () => {
  it('shows none, and the key says why', async () => {
    const { user } = await renderApp(memoryDesk({ leads: 1, policy: { version: 2, script: undefined } }))
    expect(page.queryByRole('region', { name: 'Script' })).toBeNull()
    await user.keyboard(',')
    expect(
      await page.findByText('This campaign has no script.', { selector: '[class*=toast]' }),
    ).toBeVisible()
  })

  it('pages on which nothing stands are not offered', async () => {
    const script = { opening: 'Hello {{ firstName }}', closing: ' ', objections: [] }
    const { store, user } = await renderApp(memoryDesk({ leads: 1, policy: { version: 2, script } }))
    act(() => store.setState({ script: 'closing' }))
    const card = within(page.getByRole('region', { name: 'Script' }))
    expect(card.getByRole('button', { name: /^Opening/, pressed: true })).toBeVisible()
    expect(card.queryByRole('button', { name: /^(Objections|Closing)/ })).toBeNull()
    await user.keyboard('.')
    expect(await page.findByText(/no answers to objections/, { selector: '[class*=toast]' })).toBeVisible()
  })
})
