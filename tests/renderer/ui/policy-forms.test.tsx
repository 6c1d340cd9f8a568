import { cleanup, configure, fireEvent, screen as page, within } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptDraft } from '../../../renderer/flow/policy-draft.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { SameThread, supervisor } from './policy-screen.ts'
import { ONLINE, renderApp } from './render-app.tsx'

// What can be seen is asked for where it matters; asking it of every element takes most of the time.
beforeAll(() => configure({ defaultHidden: true }))
afterAll(() => configure({ defaultHidden: false }))
beforeEach(() => vi.stubGlobal('Worker', SameThread))
afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.unstubAllGlobals()
})

const open = async (policy: Partial<Policy> = {}) => supervisor({ leads: 2, policy })
const tab = (name: string) => fireEvent.click(page.getByRole('tab', { name }))
const button = (name: string | RegExp) => page.getByRole('button', { name })
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(page.getByLabelText(label), { target: { value } })
/** What is kept on this machine. */
const draft = (): Policy => keptDraft('judith', 'expo')?.policy ?? DEFAULT_POLICY
const wrong = () => page.queryAllByRole('alert').map((e) => e.textContent)

describe('[UI54] everything of a policy is edited in the screen', () => {
  it('consents that a route asks for, and limits of its steps, with what is wrong at its place', async () => {
    await open()
    tab('Channels and limits')
    fireEvent.click(button('Consents and limits of Need nurturing'))
    fireEvent.click(
      within(page.getByRole('group', { name: 'Consents needed for Need nurturing' })).getByText('E-mail'),
    )
    expect(draft().routes.nurture.requires).toEqual(['email'])
    fireEvent.click(button('Consents and limits of Hot'))
    fireEvent.click(button('Set a limit: Accepted'))
    expect(draft().routes.hot.slas).toEqual({
      accept: { minutes: 60, nudge: 0.75, reassign: 1, escalate: 1.5 },
    })
    type('Accepted: Taken away', '50')
    expect(wrong()).toEqual([expect.stringContaining('must come after nudge')])
    type('Accepted: Taken away', '')
    expect(wrong()).toEqual([])
    fireEvent.click(within(page.getByRole('group', { name: /^How people are told/ })).getByText(/Webhook/))
    expect(draft().routes.hot.slas?.accept).toEqual({
      minutes: 60,
      nudge: 0.75,
      escalate: 1.5,
      by: ['app', 'email'],
    })
    fireEvent.click(button('Leave out: Accepted'))
    expect(draft().routes.hot).toEqual(DEFAULT_POLICY.routes.hot)
    type('Channel of Need nurturing', 'callCenter')
    expect(draft().routes.nurture, 'nobody waits for a consent there').not.toHaveProperty('requires')
  })

  it('outcomes: a letter of their own, what they say, what they ask for; the last of a kind stays', async () => {
    const { user } = await open()
    tab('Calls')
    await user.type(page.getByLabelText('A new outcome, by its name'), 'Front desk{Enter}')
    const made = draft().dispositions.at(-1)
    expect(made).toMatchObject({ id: 'front-desk', label: 'Front desk', key: 'f' })
    type(/^Key/, 'n')
    expect(page.getByText("'n' is listed twice", { selector: '[id$=error]' })).toBeVisible()
    type(/^Key/, 't')
    type('Again after (minutes)', '30')
    fireEvent.click(page.getByRole('checkbox', { name: 'it was the right person' }))
    expect(draft().dispositions.at(-1)).toMatchObject({
      key: 't',
      recycleMinutes: 30,
      flags: { rightParty: false },
    })
    fireEvent.click(button('Move up'))
    expect(
      draft()
        .dispositions.map((d) => d.id)
        .slice(-2),
    ).toEqual(['front-desk', 'spoke'])
    fireEvent.click(button('Edit Do not call'))
    fireEvent.click(button('Take this outcome out'))
    expect(wrong()).toEqual(['no outcome says that the person is not to be called'])
  })

  it('hours of calls by weekday, calls within hours, holidays; a line that is none goes back', async () => {
    await open()
    tab('Calls')
    fireEvent.click(page.getByText('Only in these hours'))
    type('Saturday', '10-14:30')
    type('Friday', '')
    type('Monday', '9')
    expect(page.getByText(/Write one stretch/)).toBeVisible()
    fireEvent.blur(page.getByLabelText('Monday'))
    expect(page.getByLabelText('Monday')).toHaveValue('09:00–18:00')
    type('Calls of limit 1', '2')
    fireEvent.click(button('Add a limit of calls'))
    fireEvent.click(page.getByRole('checkbox', { name: /^Call on public holidays/ }))
    expect(draft().contact).toEqual({
      hours: { '1': [540, 1080], '2': [540, 1080], '3': [540, 1080], '4': [540, 1080], '6': [600, 870] },
      attempts: [
        { max: 2, hours: 24 },
        { max: 3, hours: 24 },
      ],
      onHolidays: true,
    })
    type(/^Seconds after a call/, '2')
    expect(page.getByRole('tab', { name: 'Calls (1 wrong)' })).toBeVisible()
    type(/^Seconds after a call/, '')
    fireEvent.click(button('Take limit 1 out'))
    fireEvent.click(button('Take limit 1 out'))
    fireEvent.click(page.getByText('As the law has it'))
    expect(draft()).not.toHaveProperty('contact')
    expect(draft()).not.toHaveProperty('wrapUpSeconds')
  })

  it('working hours of the campaign, in the part that people’s hours are edited in', async () => {
    await open()
    tab('Channels and limits')
    fireEvent.click(page.getByText('Set hours'))
    type('Friday', '9-12, 13-15')
    type('Public holidays of', 'zz')
    expect(page.getByText("no public holidays are known of 'ZZ'", { selector: '[id$=error]' })).toBeVisible()
    type('Public holidays of', 'de')
    expect(draft().calendar).toMatchObject({
      week: {
        '1': [[540, 1020]],
        '5': [
          [540, 720],
          [780, 900],
        ],
      },
      holidays: 'DE',
    })
    fireEvent.click(page.getByText('Around the clock'))
    expect(draft()).not.toHaveProperty('calendar')
  })

  it('the script, heard for a lead; what stands for nothing is told', async () => {
    await open()
    tab('Script')
    const preview = await page.findByRole('region', { name: /^How it sounds/ })
    type('Opening', 'Good day {{ firstName }}, about {{ budgt }}')
    expect(await within(preview).findByText('Marcus', { selector: 'p:first-child span' })).toBeVisible()
    expect(page.getByText(/'\{\{ budgt \}\}' stands for nothing/, { selector: '[id$=error]' })).toBeVisible()
    type('Opening', 'About ')
    type('Insert a value: Opening', 'company')
    expect(draft().script?.opening).toBe('About {{ company }}')
    fireEvent.click(button('Take objection 1 out'))
    fireEvent.click(button('Move objection 2 up'))
    const said = DEFAULT_POLICY.script!.objections.map((o) => o.says)
    expect(
      draft()
        .script?.objections.map((o) => o.says)
        .slice(0, 2),
    ).toEqual([said[2], said[1]])
  })

  it('own fields: an id that stays, choices that carry points; gone, they no longer count', async () => {
    const { user } = await open()
    tab('Own fields')
    await user.type(page.getByLabelText('A new field, by its name'), 'Floors{Enter}')
    await user.type(page.getByLabelText('A new choice'), 'One{Enter}Two or more{Enter}')
    fireEvent.click(button('Let Floors count'))
    type('Name', 'Storeys')
    type('Choice 2', 'More')
    expect(draft().ownFields).toEqual([
      {
        id: 'own.floors',
        label: 'Storeys',
        kind: 'choice',
        choices: [
          { id: 'one', label: 'One' },
          { id: 'two-or-more', label: 'More' },
        ],
      },
    ])
    fireEvent.click(button('Take the choice One out'))
    expect(draft().fields.at(-1)).toMatchObject({
      field: 'own.floors',
      answers: [{ id: 'two-or-more', share: 0 }],
    })
    fireEvent.click(button('Take this field out'))
    expect(draft()).toEqual(DEFAULT_POLICY)
  })

  it('bins of numbers, how often answers are given, names', async () => {
    await open()
    fireEvent.click(button('Edit Responses'))
    fireEvent.click(button('Add a bin'))
    type('End of bin 6', '9')
    fireEvent.click(button('Take the bin > 9 out'))
    const answers = () => draft().fields.find((f) => f.field === 'responses')!.answers
    expect(answers().map((a) => a.upTo)).toEqual([0, 1, 2, 3, 4, undefined])
    fireEvent.click(page.getByRole('checkbox', { name: /^Say how often/ }))
    type('How often ≤ 1 is given', '40')
    expect(answers()[1]).toMatchObject({ probability: 0.4 })
    fireEvent.click(page.getByText('Names and dimensions'))
    type('Timing', 'When')
    expect(draft().dimensions[0]).toEqual({ id: 'timing', label: 'When', weight: 30 })
  })
})

describe('[UI55] a draft is not lost', () => {
  it('by leaving the screen while something is typed', async () => {
    const { desk } = await open()
    tab('Script')
    type('Closing', 'Goodb')
    cleanup()
    await renderApp(desk, ONLINE, 'policy')
    tab('Script')
    expect(page.getByLabelText('Closing')).toHaveValue('Goodb')
  })

  it('by taking another policy from a file; one that is none is refused with its places', async () => {
    const { user, desk } = await open()
    type('Name of the policy', 'Mine')
    const upload = (name: string, text: string) =>
      user.upload(
        document.querySelector<HTMLInputElement>('input[type=file]')!,
        new File([text], name, { type: 'application/json' }),
      )
    const { maxAttempts: _, ...rest } = DEFAULT_POLICY
    await upload('bad.json', JSON.stringify({ ...rest, name: '', surprise: 1 }))
    const dialog = await page.findByRole('dialog', { name: 'bad.json is no policy' })
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((li) => li.textContent),
    ).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\/maxAttempts /), expect.stringMatching(/^\/name /)]),
    )
    await user.keyboard('{Escape}')
    expect(draft().name).toBe('Mine')
    await upload('good.json', JSON.stringify({ ...DEFAULT_POLICY, name: 'Theirs' }))
    await page.findByText('good.json is the draft now.')
    expect(draft().name).toBe('Theirs')
    cleanup()
    await renderApp(desk, ONLINE, 'policy')
    fireEvent.click(button('Bring the earlier draft back'))
    expect(draft().name).toBe('Mine')
  })
})
