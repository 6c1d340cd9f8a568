import { screen as page, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { stretches } from '../../../renderer/ui/parts/calendar/hours-text.ts'
import type { Desktop } from '../../../shared/ipc/contract.ts'
import { openAdmin } from './admin-screen.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { OWN_FIELDS } from './story/sample-own-fields.ts'
import { storyApi } from './story/story-api.ts'

describe('[UI40] people', () => {
  it('are added by an invitation, whose link is shown once', async () => {
    const { user, sent } = await openAdmin()
    await user.click(page.getByRole('button', { name: 'Add a person' }))
    await user.type(page.getByLabelText('Name'), 'Nora Voss')
    await user.type(page.getByLabelText('E-mail'), 'nora@leadwright.example')
    await user.click(page.getByRole('button', { name: 'Add the person' }))
    expect(await page.findByRole('textbox', { name: 'Invitation link' })).toHaveValue(
      'https://leads.example.com/l/invitation/eyJwIjoiMDE5OSJ9.Qk3v',
    )
    expect(sent).toEqual([
      {
        call: 'POST people',
        body: { name: 'Nora Voss', email: 'nora@leadwright.example', role: 'agent', team: null },
      },
    ])
    await user.click(page.getByRole('button', { name: 'I have it' }))
    expect(page.queryByRole('textbox', { name: 'Invitation link' })).toBeNull()
  })

  it('what central refuses is told at its field, and nobody is called added', async () => {
    const { user } = await openAdmin('sam', ({ method }) => {
      if (method === 'POST')
        throw new FaultError(
          { kind: 'conflict', message: 'Somebody has this address' },
          { errors: [{ pointer: '/email', detail: 'is known already' }] },
        )
    })
    await user.click(page.getByRole('button', { name: 'Add a person' }))
    await user.type(page.getByLabelText('Name'), 'Nora Voss')
    await user.type(page.getByLabelText('E-mail'), 'ana@leadwright.example')
    await user.click(page.getByRole('button', { name: 'Add the person' }))
    expect(await page.findByText('is known already')).toBeVisible()
    expect(page.getByLabelText('E-mail')).toHaveAccessibleDescription('is known already')
    expect(page.getByLabelText('Name')).toHaveValue('Nora Voss')
    expect(page.queryByText('Nora Voss was added.')).toBeNull()
  })

  it('are switched off only after a question', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('People', 'Ana Moreira')
    await user.click(page.getByRole('button', { name: 'Switch off…' }))
    expect(sent).toEqual([])
    await user.click(page.getByRole('button', { name: 'Switch off' }))
    await waitFor(() => expect(sent).toEqual([{ call: 'PATCH people/ana', body: { active: false } }]))
    expect(await page.findByRole('button', { name: 'Switch on' })).toBeVisible()
  })

  it('keep working hours as they are typed, and a bad day is not sent', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('People', 'Ana Moreira')
    const friday = await page.findByLabelText('Friday')
    expect(friday).toHaveValue('09:00–14:00')
    await user.clear(friday)
    await user.type(friday, '9-')
    expect(page.getByRole('button', { name: 'Save hours' })).toBeDisabled()
    await user.type(friday, '12, 13:30-16')
    await user.click(page.getByRole('button', { name: 'Save hours' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({
      call: 'PUT people/ana/receiver',
      body: {
        capacity: 40,
        calendar: {
          zone: 'UTC',
          holidays: 'DE',
          week: {
            '5': [
              [540, 720],
              [810, 960],
            ],
          },
        },
      },
    })
  })

  it('a supervisor sees them and changes no account', async () => {
    const { openTab } = await openAdmin('judith')
    await openTab('People', 'Ana Moreira')
    expect(await page.findByRole('button', { name: 'Save hours' })).toBeVisible()
    expect(page.queryByRole('button', { name: 'Add a person' })).toBeNull()
    expect(page.queryByRole('button', { name: 'Switch off…' })).toBeNull()
    expect(page.queryByRole('tab', { name: 'Channels' })).toBeNull()
  })
})

describe('[UI41] channels', () => {
  it('a new secret is made after a question and shown once', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Channels', 'Sales')
    await user.click(page.getByRole('button', { name: 'New secret…' }))
    expect(sent).toEqual([])
    await user.click(page.getByRole('button', { name: 'Make it' }))
    expect(await page.findByRole('textbox', { name: 'Secret for checking signatures' })).toHaveValue(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    )
    expect(sent).toEqual([{ call: 'POST channels/sales/rotate', body: { keep: true } }])
  })

  it('a test says what came of it', async () => {
    const { user, openTab } = await openAdmin()
    await openTab('Channels', 'Sales')
    await user.click(page.getByRole('button', { name: 'Send a test' }))
    expect(await page.findByText('It was not taken: The receiver answered 500')).toBeVisible()
  })

  it('a dead delivery is sent again and leaves the list', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Deliveries', 'answered 500')
    await user.click(page.getByRole('button', { name: 'Send again' }))
    expect(await page.findByRole('heading', { name: '2 lines' })).toBeVisible()
    expect(sent).toEqual([
      { call: 'POST deliveries/01990000-0000-7000-8000-000000000000/replay', body: undefined },
    ])
  })

  it('rules are saved together, from the version they were read at', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Distribution', 'Germany')
    expect(await page.findByText('Country is DE or AT: to Sales North, to who has least open.')).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Remove Large ones' }))
    expect(sent).toEqual([])
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({
      call: 'PUT distribution/sales',
      body: { version: 2, rules: [{ name: 'Germany and Austria' }, { name: 'All others' }] },
    })
  })
})

describe('[UI42] what is sent', () => {
  it('the texts of a nurture mail are changed from the version they were read at', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Nurture', 'Warm until spring')
    await user.click(page.getByRole('radio', { name: 'Mails' }))
    await user.click(page.getByRole('button', { name: 'Preview mail 1' }))
    expect(await page.findByText('jane.doe@example.com')).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Change mail 2' }))
    const subject = page.getByLabelText('Subject')
    await user.clear(subject)
    await user.type(subject, 'Prices')
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent.at(-1)?.call).toMatch(/^PUT nurture-campaigns/u))
    expect(sent.at(-1)?.body).toMatchObject({
      version: 4,
      steps: [{ id: 'hello' }, { id: 'prices', afterMinutes: 4320, content: { en: { subject: 'Prices' } } }],
    })
  })

  it('a mail that bounced is sent again after a question', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Outbox', 'Three things')
    await user.click(page.getByRole('button', { name: 'Send again…' }))
    expect(sent).toEqual([])
    await user.click(page.getByRole('button', { name: 'Send' }))
    await waitFor(() =>
      expect(sent.map((s) => s.call)).toEqual(['POST mails/01990000-0000-7000-8000-000000000021/send-again']),
    )
  })
})

it('[UI40] devices say when they were last seen, what is unsynced and what was refused', async () => {
  const { user } = await openAdmin()
  await user.click(page.getByRole('tab', { name: 'Devices' }))
  const list = await page.findByRole('listbox', { name: 'Devices' })
  const desktop = await within(list).findByRole('option', { name: /Leadwright desktop/ })
  expect(desktop).toHaveTextContent(/Leadwright desktop\d+ min ago72In use$/)
  expect(page.getByRole('button', { name: /^Sort by Last seen/ })).toBeVisible()
  expect(page.getByRole('button', { name: /^Sort by Unsynced/ })).toBeVisible()
})

it('[UI43] a device is revoked with a reason only', async () => {
  const { user, sent, openTab } = await openAdmin()
  await openTab('Devices', 'Leadwright desktop')
  const revoke = page.getByRole('button', { name: 'Revoke' })
  expect(revoke).toBeDisabled()
  await user.type(page.getByLabelText('Reason'), 'Lost')
  await user.click(revoke)
  expect(await page.findByText(/Revoked by .*: Lost/u)).toBeVisible()
  expect(sent).toEqual([{ call: 'POST devices/ana/d1/revoke', body: { reason: 'Lost' } }])
})

it('[UI40] hours are read as people write them', () => {
  expect(stretches('9-12, 13:00–17:30')).toEqual([
    [540, 720],
    [780, 1050],
  ])
  expect(stretches(' ')).toEqual([])
  for (const bad of ['9', '12-9', '9-25', '9:61-10', 'nine']) expect(stretches(bad)).toBeNull()
})

it('[UI44] [UI103] one’s own password is changed with the present one, which can be looked at', async () => {
  const sent: unknown[] = []
  const central = storyApi(1)
  const api: Api = {
    ...central,
    async request<T>(call: ApiCall<T>): Promise<T> {
      if (call.path === 'session/password') sent.push(call.body)
      return central.request(call)
    },
  }
  const { user } = await renderApp(memoryDesk({ leads: 1, me: 'ana', api }), ONLINE, 'me')
  const present = page.getByLabelText('Present password')
  await user.type(present, 'old secret')
  await user.tab()
  await user.keyboard('{Enter}')
  expect(document.activeElement).toHaveAccessibleName('Show the password')
  expect(present).toHaveAttribute('type', 'text')
  const fresh = page.getByLabelText(/New password/u)
  await user.type(fresh, 'short')
  expect(page.getByRole('button', { name: 'Change it' })).toBeDisabled()
  await user.type(fresh, ' no more')
  await user.click(page.getByRole('button', { name: 'Change it' }))
  expect((await page.findAllByText('Your password is changed.')).length).toBeGreaterThan(0)
  expect(sent).toEqual([{ current: 'old secret', password: 'short no more' }])
})

describe('[UI60] what is not saved', () => {
  it('is kept across tabs and screens, named, and dropped only by who says so', async () => {
    const { user, openTab } = await openAdmin()
    await openTab('Teams', 'Sales North')
    await user.type(page.getByLabelText('Name'), ' and East')
    await user.click(page.getByRole('tab', { name: 'People' }))
    const notSaved = page.getByRole('list', { name: 'Not saved' })
    expect(within(notSaved).getByText('Sales North')).toBeVisible()
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    expect(leaving.defaultPrevented).toBe(true)
    await user.click(page.getByRole('button', { name: 'Find' }))
    await user.click(page.getByRole('button', { name: 'Admin' }))
    await user.click(within(await page.findByRole('list', { name: 'Not saved' })).getByText('Sales North'))
    expect(await page.findByLabelText('Name')).toHaveValue('Sales North and East')
    // [UI103] Where one is there already, it leads into the form.
    await user.click(page.getByRole('button', { name: 'Sales North' }))
    await waitFor(() => expect(page.getByLabelText('Name')).toHaveFocus())
    await user.click(page.getByRole('button', { name: 'Discard what is not saved: Sales North' }))
    expect(page.getByLabelText('Name')).toHaveValue('Sales North')
    expect(page.queryByRole('list', { name: 'Not saved' })).toBeNull()
  })

  it('[UI61] ] and [ go through the tabs, and what was open is open again', async () => {
    const { user, openTab } = await openAdmin()
    await openTab('People', 'Ana Moreira')
    await user.click(page.getByRole('heading', { level: 1 }))
    await user.keyboard('{]}')
    expect(page.getByRole('tab', { name: 'Teams' })).toHaveAttribute('aria-selected', 'true')
    await user.keyboard('{[}')
    expect(await page.findByRole('heading', { name: 'Ana Moreira' })).toBeVisible()
  })
})

it('[UI63] an API key may do what was chosen for it, is shown once, and is revoked after a question', async () => {
  const { user, sent, openTab } = await openAdmin()
  await user.click(page.getByRole('tab', { name: 'API keys' }))
  await user.click(await page.findByRole('button', { name: 'Add a key' }))
  await user.type(page.getByLabelText('Name'), 'Reports')
  const make = page.getByRole('button', { name: 'Make the key' })
  for (const scope of page.getAllByRole('checkbox')) expect(scope).not.toBeChecked()
  expect(make).toBeDisabled()
  await user.click(page.getByLabelText('read reports (reports:read)'))
  await user.click(make)
  const key = () => page.queryByRole('textbox', { name: 'The key' })
  await waitFor(() => expect(key()).toHaveValue('lw_5r0h7u2Xq9w3m8Zt1a6c4V'))
  expect(sent).toMatchObject([{ call: 'POST api-keys', body: { name: 'Reports', scopes: ['reports:read'] } }])
  await user.click(page.getByRole('button', { name: 'I have it' }))
  await openTab('API keys', 'Reports')
  expect(key()).toBeNull()
  await user.click(page.getByRole('button', { name: 'Revoke…' }))
  expect(sent).toHaveLength(1)
  await user.click(page.getByRole('button', { name: 'Revoke' }))
  await waitFor(() => expect(sent[1]).toEqual({ call: 'DELETE api-keys/k9', body: undefined }))
  await waitFor(() => expect(page.queryByRole('button', { name: 'Revoke…' })).toBeNull())
})

it('[UI64] what central does not take of a quarantine is said, and waits on', async () => {
  const { user, sent } = await openAdmin('sam', ({ path }) => {
    if (path === 'quarantine/decide')
      throw new FaultError({ kind: 'notYours', message: 'the lead was not in your queue' })
  })
  await user.click(page.getByRole('tab', { name: 'Quarantine' }))
  const list = await page.findByRole('listbox', { name: 'Quarantine' })
  await user.click(await within(list).findByRole('option', { name: /Note/u }))
  await user.click(page.getByRole('button', { name: 'Accept' }))
  expect(await page.findByText('the lead was not in your queue')).toBeVisible()
  expect(sent).toMatchObject([{ call: 'POST quarantine/decide', body: { action: 'release' } }])
})

it('[UI65] before an erasure it is shown what is held, as a file too; it takes a reason and a second word; the record names nobody', async () => {
  const { user, sent } = await openAdmin()
  const saved: unknown[] = []
  window.leadwright = { invoke: async (...call: unknown[]) => saved.push(call) } as unknown as Desktop
  try {
    await user.click(page.getByRole('tab', { name: 'Erasure' }))
    await user.type(await page.findByRole('textbox', { name: 'Who asked to be erased?' }), 'Marcus')
    await user.click(await page.findByRole('button', { name: /^Look at what is held on Marcus/ }))
    const held = await page.findByRole('region', { name: 'What is held' })
    expect(await within(held).findByRole('heading', { name: 'Kofi Mensah' })).toBeVisible()
    expect(held).toHaveTextContent('29 entries are held on this person.')
    expect(held).toHaveTextContent('events23')
    await user.click(within(held).getByRole('button', { name: 'Save what is held as a file' }))
    const content = expect.stringContaining('"Mensah"')
    const file = { name: expect.stringMatching(/^lead-.*\.json$/), content }
    expect(saved).toContainEqual(['saveFile', file])
    const erase = within(held).getByRole('button', { name: 'Erase…' })
    expect(erase).toBeDisabled()
    await user.type(within(held).getByLabelText('Reason'), 'By letter')
    await user.click(erase)
    expect(sent).toEqual([])
    await user.click(within(held).getByRole('button', { name: 'Erase' }))
    await waitFor(() =>
      expect(sent).toMatchObject([
        {
          call: expect.stringMatching(/^POST leads\/.*\/erase$/),
          body: { reason: 'By letter', suppress: true },
        },
      ]),
    )
    const record = page.getByRole('region', { name: 'What was erased' })
    expect(await within(record).findByRole('row', { name: /By letter of 17 November/ })).toBeVisible()
    expect(record).not.toHaveTextContent(/Kofi|Mensah/)
  } finally {
    delete window.leadwright
  }
})

describe('[UI96] a campaign’s own fields', () => {
  it('can be asked for by distribution rules, choices and numbers as what they are', async () => {
    const { user, sent, openTab } = await openAdmin('sam', undefined, 3, OWN_FIELDS)
    await openTab('Distribution', 'Germany')
    await user.click(page.getByRole('button', { name: 'Add a rule' }))
    await user.type(page.getByLabelText('Name of the rule'), 'Leased fleets')
    await user.click(page.getByRole('button', { name: 'Ask something' }))
    await user.selectOptions(page.getByLabelText('Field of line 1'), 'Fleet')
    await user.click(page.getByLabelText('Values of line 1', { selector: 'input' }))
    await user.click(await page.findByRole('option', { name: 'Leased', hidden: true }))
    await user.click(page.getByRole('button', { name: 'Ask something' }))
    await user.selectOptions(page.getByLabelText('Field of line 2'), 'Vehicles')
    const number = page.getByLabelText('Values of line 2')
    await user.clear(number)
    await user.type(number, '40')
    await user.click(page.getByRole('button', { name: 'Take it over' }))
    expect(await page.findByText(/^Fleet is leased and vehicles is at least 40: to /)).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    const { rules } = sent[0]!.body as { rules: { when: unknown }[] }
    expect(rules.at(-1)?.when).toEqual({
      all: [
        { field: 'own.fleet', in: ['leased'] },
        { field: 'own.vehicles', min: 40 },
      ],
    })
  })

  it('and by the mails of a nurture campaign', async () => {
    const { user, sent, openTab } = await openAdmin('sam', undefined, 3, OWN_FIELDS)
    await openTab('Nurture', 'Warm until spring')
    await user.click(page.getByRole('radio', { name: 'Mails' }))
    await user.click(page.getByRole('button', { name: 'Change mail 1' }))
    expect(page.getByText('Nothing asked: everybody gets this mail.')).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Ask something' }))
    await user.selectOptions(page.getByLabelText('Field of line 1'), 'Interested in')
    expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
    await user.click(page.getByLabelText('Values of line 1', { selector: 'input' }))
    await user.click(await page.findByRole('option', { name: 'Yard', hidden: true }))
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.body).toMatchObject({
      steps: [{ when: { all: [{ field: 'own.interests', in: ['yard'] }] } }, {}],
    })
  })
})

describe('[UI100] enrichers', () => {
  it('are changed without their keys being seen or lost', async () => {
    const { user, sent, openTab } = await openAdmin()
    await openTab('Enrichers', 'Company register')
    expect(page.getByText('Keys sent along: Authorization')).toBeVisible()
    await user.clear(page.getByLabelText('Place in the answer of line 1'))
    await user.type(page.getByLabelText('Place in the answer of line 1'), '/staff')
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({
      call: 'PUT enrichers/register',
      body: { fields: { companySize: '/staff', industry: '/company/branch' }, timeoutMs: 5000 },
    })
    expect(sent[0]?.body).not.toHaveProperty('headers')
    await user.click(page.getByRole('button', { name: 'Other keys…' }))
    const keys = page.getByLabelText('Keys sent along')
    await user.type(keys, 'no key')
    expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
    await user.clear(keys)
    await user.type(keys, 'X-Key: abc')
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(2))
    expect(sent[1]?.body).toMatchObject({ headers: { 'X-Key': 'abc' } })
  })

  it('are added with the campaigns’ own fields, tried on a lead, and deleted after a question', async () => {
    const { user, sent, openTab } = await openAdmin('sam', undefined, 3, OWN_FIELDS)
    await openTab('Enrichers', 'Company register')
    await user.type(page.getByLabelText('About which lead?'), 'mar')
    await user.click((await page.findAllByRole('button', { name: /^Ask about/u }))[0]!)
    expect(await page.findByText('120–500')).toBeVisible()
    expect(page.getByText('Industry: “NACE 46.69” is none of the choices')).toBeVisible()
    await user.click(page.getByRole('button', { name: 'Add an enricher' }))
    await user.type(page.getByLabelText('Name'), 'Acme data')
    await user.type(page.getByLabelText('Address'), 'https://acme.example/{{email}')
    await user.selectOptions(page.getByLabelText('Field of line 1'), 'Supplier today')
    await user.type(page.getByLabelText('Place in the answer of line 1'), '/x')
    await user.click(page.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(sent).toHaveLength(2))
    expect(sent[1]).toMatchObject({
      call: 'PUT enrichers/acme-data',
      body: { url: 'https://acme.example/{email}', fields: { 'own.supplier': '/x' } },
    })
    await user.click(page.getByRole('button', { name: 'Delete…' }))
    await user.click(page.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(sent.at(-1)?.call).toBe('DELETE enrichers/acme-data'))
  })
})
