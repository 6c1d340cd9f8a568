import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Brief, BriefMore, BriefSection } from '../../shared/brief/brief.ts'
import { briefText } from '../../shared/brief/text.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { at, captured, event, flags, id } from '../events/events.ts'
import { briefFor, COLD_NOW, coldLead, HOT_NOW, hotLead, leadFrom } from './cases.ts'

const golden = (name: string) =>
  readFileSync(new URL(`../vectors/brief-${name}.txt`, import.meta.url), 'utf8')
const section = (brief: Brief, wanted: BriefSection['id']) =>
  brief.sections.find((s) => s.id === wanted)?.lines ?? []
const line = (brief: Brief, wanted: BriefSection['id'], label: string) =>
  section(brief, wanted).find((l) => l.label === label)
const NOON = '2026-11-22T17:00:00.000Z'
const person = { firstName: 'Ann', lastName: 'Lee', phone: '+17575550142', country: 'US', state: 'VA' }
const annWith = (fields: object, ...more: Parameters<typeof leadFrom>) =>
  leadFrom(
    captured(at('09:00'), { at: '2026-11-22T09:00:00.000Z', fields: { ...person, ...fields } }),
    ...more,
  )
const handOffs: BriefMore['handOffs'] = [{ route: 'hot', channel: 'sales', at: '2026-11-21T15:03:01.000Z' }]

describe('a brief as text', () => {
  test('[LB1] [LB2] [LB5] of a hot lead', () => {
    expect(briefText(briefFor(hotLead(), HOT_NOW, { handOffs }))).toBe(golden('hot'))
  })

  test('[LB3] [LB6] of one of whom little is known', () => {
    expect(briefText(briefFor(coldLead(), COLD_NOW))).toBe(golden('cold'))
  })

  test('[LB10] has no line over 78 characters but of words that are longer', () => {
    const long = 'https://example.org/'.padEnd(90, 'x')
    const note = event('note.written', at('10:00'), {
      note: id(1, 0xd),
      text: `a ${long} ${'b '.repeat(200)}`,
    })
    const lines = briefText(briefFor(annWith({}, note), NOON)).split('\n')
    expect(lines.filter((l) => l.length > 78).map((l) => l.trim())).toEqual([long])
  })
})

describe('what a brief says', () => {
  test('[LB15] what the campaign alone asks stands with what was said, and what is also worth asking is named', () => {
    const choices = ['plan', 'track'].map((choice) => ({ id: choice, label: `The ${choice} one` }))
    const asked = { dimension: null, share: 0, answers: [], halfLifeDays: null, staleAfterDays: null }
    const policy: Policy = {
      ...DEFAULT_POLICY,
      ownFields: [
        { id: 'own.supplier', label: 'Supplier now', kind: 'text' },
        { id: 'own.contract-end', label: 'Contract ends', kind: 'date' },
        { id: 'own.interests', label: 'Interested in', kind: 'choices', choices },
      ],
      fields: [
        ...DEFAULT_POLICY.fields,
        { ...asked, field: 'own.supplier', question: 'Who supplies you now?', reaskDays: 30 },
        { ...asked, field: 'own.interests', question: 'What are you interested in?', reaskDays: 30 },
      ],
    }
    const lead = annWith({
      'own.interests': 'plan;track',
      'own.contract-end': '2027-03-31',
      'own.gone': '=HYPERLINK("x")\u202e',
    })
    const brief = briefFor(lead, NOON, {}, policy)
    const said = section(brief, 'said').map(({ label, text }) => [label, text])
    expect(said).toEqual([
      ['Contract ends', '31 Mar 2027'],
      ['Interested in', 'The plan one, The track one'],
      ['own.gone', '=HYPERLINK("x")'],
    ])
    expect(line(brief, 'open', 'Also ask')?.text).toBe('Supplier now')
    expect(line(briefFor(lead, NOON), 'said', 'own.interests')?.text).toBe('plan;track')
  })

  test('[LB4] whom nobody may call is said first, and no opening is suggested', () => {
    const call = id(1, 0xc)
    const brief = briefFor(
      annWith(
        {},
        event('call.started', at('10:00'), { call, phone: person.phone, at: '2026-11-22T10:00:00.000Z' }),
        event('call.finished', at('10:01'), {
          call,
          at: '2026-11-22T10:01:00.000Z',
          disposition: 'doNotCall',
          flags: flags('humanAnswered', 'rightParty', 'unworkable', 'doNotCall'),
        }),
      ),
      NOON,
    )
    expect(brief.stops).toEqual(['Do not call: this person asked not to be called.'])
    expect(line(brief, 'reach', 'Phone')?.note).toMatch(/^Must not be called: This person asked/)
    expect(section(brief, 'opening')).toEqual([])
    expect(line(brief, 'consent', 'Do not call')?.text).toBe('In force since 22 Nov 05:01, told Ana Prado')
  })

  test('[LB2] numbers, addresses and domains on suppression lists', () => {
    const lists = new Map([
      [suppressionKey('phone', person.phone), 'Robinson list'],
      [suppressionKey('email', '@acme.example'), 'Never write'],
    ])
    const brief = briefFor(annWith({ email: 'ann@acme.example' }), NOON, {
      suppressedBy: (key) => lists.get(key) ?? null,
    })
    expect(line(brief, 'reach', 'Phone')?.note).toContain('“Robinson list”')
    expect(line(brief, 'reach', 'E-mail')?.note).toContain('“Never write”')
  })

  test('[LB3] why: a route set by hand, one forced, one by the last rule', () => {
    const hand = event('route.set', at('10:00'), { route: 'low', reason: 'asked for\nan offer' })
    expect(line(briefFor(annWith({}, hand), NOON), 'why', 'Route')).toEqual({
      label: 'Route',
      text: 'Low potential: for web purchasing',
      note: 'Set by hand: asked for an offer',
    })
    const all = { timeline: 'later', need: 'curious', budget: 'none', decisionRole: 'none' }
    const low = briefFor(annWith({ ...all, companySize: 's20to119', currentSolution: 'nothing' }), NOON)
    expect(line(low, 'why', 'Route')?.note).toBe('No rule of another route holds')
  })

  test('[LB7] the opening tells of what the person did, never of the list they came from', () => {
    const said = (channel: 'web' | 'expo' | 'import', label: string) =>
      section(
        briefFor(
          leadFrom(captured(at('09:00'), { channel, label, at: '2026-11-20T09:00:00.000Z', fields: person })),
          NOON,
        ),
        'opening',
      )[0]?.text
    expect(said('expo', 'Booth 7')).toContain('You visited us at the show on 20 Nov (Booth 7).')
    expect(said('web', 'Pricing page')).toContain('You got in touch on our website on 20 Nov (Pricing page).')
    expect(said('import', 'bought list 12')).toBe(
      'Hello Ann Lee, my name is [your name] from [your company].',
    )
  })

  test('[LB5] [LB7] an answer that is too old to count is told as such, and not put to the person', () => {
    const long = { timeline: 'm3to6', need: 'urgent', productInterest: 'cold storage' }
    const brief = briefFor(
      leadFrom(captured(at('09:00'), { at: '2026-03-01T09:00:00.000Z', fields: { ...person, ...long } })),
      NOON,
    )
    expect(line(brief, 'said', 'Purchase timeline')?.note).toBe('1 Mar, Web form, too old to count')
    expect(section(brief, 'opening').map((l) => l.text)).toContain(
      'I understand that you have an urgent problem to solve and are interested in cold storage.',
    )
  })

  test('[LB8] eight entries of the history, the rest counted', () => {
    const notes = Array.from({ length: 12 }, (_, i) =>
      event('note.written', at(`10:${10 + i}`), { note: id(i + 1, 0xd), text: `note ${i}` }),
    )
    const history = section(briefFor(annWith({}, ...notes), NOON), 'history')
    expect(history[0]?.text).toBe('1 response (web 1), 12 notes')
    expect(history[1]).toEqual({ label: '22 Nov 05:21', text: 'Note: note 11', note: 'Ana Prado' })
    expect(history.length).toBe(10)
    expect(history.at(-1)?.text).toBe('… and 5 more in the lead')
  })

  test('[LB9] company facts: a private provider, a company’s domain, two lines', () => {
    const facts = (email: string) =>
      line(briefFor(annWith({ email, mobile: '+4915112345678' }), NOON), 'company', 'Domain')
    expect(facts('ann@gmail.com')).toMatchObject({ text: 'gmail.com', note: 'private provider' })
    expect(facts('sales@eu.acme.co.uk')).toMatchObject({
      text: 'acme.co.uk',
      note: 'company domain, shared mailbox',
    })
    const lines = line(briefFor(annWith({ mobile: '+4915112345678' }), NOON), 'company', 'Phone line')
    expect(lines?.text).toMatch(
      /landline or mobile, issued in the United States; \+49 .*: mobile, issued in Germany$/,
    )
  })

  test('[LB12] a name in right-to-left letters is isolated as a whole, a long one cut', () => {
    const name = (firstName: string, lastName: string) =>
      briefFor(annWith({ firstName, lastName }), NOON).name
    expect(name('محمد', 'عبد\u202e الله')).toBe('\u2068محمد عبد الله\u2069')
    expect(name('x'.repeat(1000), 'Lee')).toBe(`${'x'.repeat(60)}… Lee`)
  })

  test('[LB1] a lead of which nothing is known has a brief, too', () => {
    const brief = briefFor(leadFrom(captured(at('09:00'))), NOON)
    expect(brief.name).toBe('Name not known')
    expect(line(brief, 'reach', 'Phone')?.text).toBe('No number known')
    expect(brief.made).toMatch(/^Made on 22 Nov 2026 17:00\. Times are those of UTC/)
    expect(brief.stops).toEqual(['Not valid: There is no phone number and no e-mail address.'])
  })
})
