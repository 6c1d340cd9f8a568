import { screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ApiCall } from '../../../renderer/flow/desk.ts'
import { openAdmin } from './admin-screen.ts'
import { NURTURE } from './story/sample-mails.ts'

const STALE = /Somebody changed this meanwhile/u
const discardOf = (name: string) => page.getByRole('button', { name: `Discard what is not saved: ${name}` })

/** What central answers to reading `path`, for as long as `value` is that. */
const answering = (path: string, now: { value: unknown }) => (call: ApiCall<unknown>) =>
  call.method === 'GET' && call.path === path ? now.value : undefined

describe('[UI60] what somebody else changed meanwhile', () => {
  it('of a campaign’s teams is said and stays: only what was turned is saved', async () => {
    const teams = (lab: string[]) => ({
      teams: [
        { id: 'north', name: 'Sales North', kind: 'sales', campaigns: ['expo', 'spring'] },
        { id: 'lab', name: 'Lab', kind: 'agents', campaigns: lab },
        { id: 'volta', name: 'Volta', kind: 'partner', campaigns: ['spring'] },
      ],
    })
    const now = { value: teams(['spring']) }
    const { user, sent, openTab } = await openAdmin('sam', answering('teams', now))
    await openTab('Campaigns', 'Expo')
    await user.click(page.getByRole('checkbox', { name: /^Volta/u }))
    await user.click(page.getByRole('checkbox', { name: /^Sales North/u }))
    await user.click(page.getByRole('checkbox', { name: /^Sales North/u }))
    now.value = teams(['spring', 'expo'])
    await user.click(page.getByRole('tab', { name: 'People' }))
    await user.click(page.getByRole('tab', { name: 'Campaigns' }))
    expect(await page.findByRole('checkbox', { name: /^Lab/u })).toBeChecked()
    expect(page.getByText(STALE)).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Save the teams' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({ call: 'PUT teams/volta', body: { campaigns: ['spring', 'expo'] } })
  })

  it('of a person’s hours is said', async () => {
    const receiver = (capacity: number) => ({ calendar: null, capacity })
    const now = { value: receiver(40) }
    const { user, openTab } = await openAdmin('sam', answering('people/ana/receiver', now))
    await openTab('People', 'Ana Moreira')
    await user.type(await page.findByLabelText(/^Open at a time/u), '0')
    now.value = receiver(7)
    await user.click(page.getByRole('tab', { name: 'Teams' }))
    await user.click(page.getByRole('tab', { name: 'People' }))
    expect(await page.findByText(STALE)).toBeVisible()
  })

  it('of a campaign’s name, and of one rule that is being edited, is said', async () => {
    const campaign = (name: string) => ({
      campaigns: [
        { id: 'expo', name, archived: false, version: 1, policyVersion: 3, open: 4, pool: 1, teams: 1 },
      ],
    })
    const rule = (name: string, version: number) => ({
      distributions: [
        {
          channel: 'sales',
          campaign: null,
          version,
          rules: [{ name, when: { all: [] }, to: { team: 'north' }, by: 'inbox' }],
        },
      ],
    })
    const [campaigns, rules] = [{ value: campaign('Expo') }, { value: rule('One', 2) }]
    const { user, openTab } = await openAdmin(
      'sam',
      (call) => answering('campaigns', campaigns)(call) ?? answering('distribution', rules)(call),
    )
    await openTab('Campaigns', 'Expo')
    await user.type(page.getByLabelText('Name'), ' 2027')
    expect(page.queryByText(STALE)).toBeNull()
    await openTab('Distribution', 'One')
    await user.click(page.getByRole('button', { name: 'Change' }))
    await user.type(page.getByLabelText('Name of the rule'), ' and only')
    expect(page.queryByText(STALE)).toBeNull()
    campaigns.value = campaign('Fair')
    rules.value = rule('First', 3)
    await user.click(page.getByRole('tab', { name: 'People' }))
    await user.click(page.getByRole('tab', { name: /^Distribution/u }))
    expect(await page.findByText(/Yours are not saved over theirs/u)).toBeVisible()
    expect(page.getByLabelText('Name of the rule')).toHaveValue('One and only')
    await user.click(page.getByRole('tab', { name: /^Campaigns/u }))
    expect(await page.findByText(STALE)).toBeVisible()
    expect(page.getByLabelText('Name')).toHaveValue('Expo 2027')
  })

  it('of the rules is said, and central is told from which version these were made', async () => {
    const rules = (version: number) => ({
      distributions: [
        {
          channel: 'sales',
          campaign: null,
          version,
          rules: ['One', 'Two'].map((name) => ({
            name: `${name} ${version}`,
            when: { all: [] },
            to: { team: 'north' },
            by: 'inbox',
          })),
        },
      ],
    })
    const now = { value: rules(2) }
    const { user, sent, openTab } = await openAdmin('sam', answering('distribution', now))
    await openTab('Distribution', 'One 2')
    await user.click(page.getByRole('button', { name: 'Remove Two 2' }))
    now.value = rules(3)
    await user.click(page.getByRole('tab', { name: 'People' }))
    await user.click(page.getByRole('tab', { name: 'Distribution' }))
    expect(await page.findByText(/Yours are not saved over theirs/u)).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.body).toMatchObject({ version: 2, rules: [{ name: 'One 2' }] })
  })

  it('of a mail’s delay does not turn the days that were entered into hours', async () => {
    const campaigns = (afterMinutes: number) => ({
      campaigns: [
        { ...NURTURE, steps: NURTURE.steps.map((s) => (s.id === 'prices' ? { ...s, afterMinutes } : s)) },
      ],
    })
    const now = { value: campaigns(4320) }
    const { user, sent, openTab } = await openAdmin('sam', answering('nurture-campaigns', now))
    await openTab('Nurture', 'Warm until spring')
    await user.click(page.getByRole('radio', { name: 'Mails' }))
    await user.click(page.getByRole('button', { name: 'Change mail 2' }))
    const days = page.getByLabelText(/days/iu)
    await user.clear(days)
    await user.type(days, '5')
    now.value = campaigns(36 * 60)
    await user.click(page.getByRole('tab', { name: 'People' }))
    await user.click(page.getByRole('tab', { name: 'Nurture' }))
    expect(await page.findByText(STALE)).toBeVisible()
    expect(page.getByLabelText(/hours/iu)).toHaveValue('120')
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.body).toMatchObject({ steps: [{}, { afterMinutes: 7200 }] })
  })
})

it('[UI60] what is discarded or deleted takes with it what was entered of it', async () => {
  const { user, openTab } = await openAdmin()
  await openTab('Distribution', 'Germany')
  await user.click(page.getAllByRole('button', { name: 'Change' })[0]!)
  await user.type(page.getByLabelText('Name of the rule'), ' too')
  expect(within(page.getByRole('list', { name: 'Not saved' })).getAllByRole('button')).toHaveLength(4)
  await user.click(discardOf('Sales'))
  expect(page.queryByRole('list', { name: 'Not saved' })).toBeNull()
  await openTab('Enrichers', 'Company register')
  await user.type(page.getByLabelText('Address'), '/x')
  expect(page.getByRole('list', { name: 'Not saved' })).toBeVisible()
  await user.click(page.getByRole('button', { name: 'Delete…' }))
  await user.click(page.getByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(page.queryByRole('list', { name: 'Not saved' })).toBeNull())
})

describe('[UI100] the keys of an enricher', () => {
  it('stay where none are entered, come back at a press, and go only by one of its own', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Enrichers', 'Company register')
    const press = (name: string) => user.click(page.getByRole('button', { name }))
    const save = async () => {
      const before = sent.length
      await press('Save')
      await waitFor(() => expect(sent).toHaveLength(before + 1))
      return sent.at(-1)?.body
    }
    await press('Other keys…')
    expect(await save()).not.toHaveProperty('headers')
    await press('Other keys…')
    await user.type(page.getByLabelText('Keys sent along'), 'X-Key: abc')
    await press('Keep those it has')
    expect(await save()).not.toHaveProperty('headers')
    await press('Remove them')
    expect(page.getByText('The keys it has are removed when you save')).toBeVisible()
    await press('Keep those it has')
    await press('Remove them')
    expect(await save()).toMatchObject({ headers: {} })
    expect(page.queryByRole('button', { name: 'Remove them' })).toBeNull()
  })

  it('one by the name of “New” is not in the place of the next that is added', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Enrichers', 'Company register')
    await user.click(page.getByRole('button', { name: 'Add an enricher' }))
    await user.type(page.getByLabelText('Name'), 'New')
    await user.type(page.getByLabelText('Address'), 'https://acme.example/{{email}')
    await user.type(page.getByLabelText('Place in the answer of line 1'), '/x')
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent.map((s) => s.call)).toEqual(['PUT enrichers/new-2']))
  })
})
