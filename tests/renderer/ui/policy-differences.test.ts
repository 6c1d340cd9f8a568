import { describe, expect, it } from 'vitest'
import { differencesOf } from '../../../renderer/flow/policy-differences/differences-of.ts'
import { createTexts } from '../../../renderer/i18n/index.ts'
import { differenceText } from '../../../renderer/ui/policy/difference-text.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { type Policy, policySchema } from '../../../shared/policy/policy.ts'

const { t } = createTexts()
const FULL: Policy = {
  ...DEFAULT_POLICY,
  calendar: { zone: 'UTC', week: { '1': [[540, 1020]] }, holidays: null, absences: [] },
  validity: { roleAddresses: 'accept', disposableAddresses: 'accept' },
  routes: { ...DEFAULT_POLICY.routes, low: { ...DEFAULT_POLICY.routes.low, requires: ['email'] } },
  ownFields: [{ id: 'own.floors', label: 'Floors', kind: 'number' }],
  wrapUpSeconds: 30,
  contact: {
    hours: { '1': [540, 1080] },
    attempts: [{ max: 3, hours: 24 }],
    onHolidays: false,
  },
  consentTexts: { phone: 'May we call?', email: 'May we write?' },
}

/** 'place: before → after' of each, after `change`. */
function told(change: (policy: Policy) => void, before = FULL): string[] {
  const after = structuredClone(before)
  change(after)
  return differencesOf(before, after)
    .flatMap((d) => d.list)
    .map((d) => {
      const text = differenceText(t, d, after)
      return `${text.place}: ${text.before} → ${text.after}`
    })
}

describe('[PO8] what two policies have otherwise is told in words', () => {
  it.each<[string, (p: Policy) => void, string[]]>([
    ['nothing', () => undefined, []],
    ['a name', (p) => (p.name = 'Fair'), ['Name: “Default” → “Fair”']],
    [
      'a dimension’s name',
      (p) => (p.dimensions[0]!.label = 'When'),
      ['Name of a dimension: “Timing” → “When”'],
    ],
    [
      'a field that is asked again sooner',
      (p) => (p.fields[0]!.reaskDays = 7),
      ['Purchase timeline, asked again after a “no” in: 14 days → 7 days'],
    ],
    [
      'what a field counts to',
      (p) => (p.fields[6]!.dimension = 'fit'),
      ['Fit for partner counts to: Only in rules → Fit'],
    ],
    ['the end of a bin', (p) => (p.fields[7]!.answers[4]!.upTo = 9), ['Responses, end of bin 5: 4 → 9']],
    [
      'a rule more',
      (p) => p.rules.splice(3, 0, { route: 'high', when: { score: { min: 70 } } }),
      ['Rule 4: – → High potential: Score is at least 70'],
    ],
    [
      'an own field',
      (p) => (p.ownFields = [{ ...p.ownFields![0]!, label: 'Storeys' }]),
      ['Storeys: Floors: Number → Storeys: Number'],
    ],
    [
      'a consent',
      (p) => (p.routes.nurture.requires = ['email']),
      ['Need nurturing needs consent to: – → E-mail'],
    ],
    [
      'a step',
      (p) => (p.routes.hot.slas = { accept: { minutes: 30, nudge: 0.5, by: ['email'] } }),
      ['Hot, Accepted: as the route’s limit → 30 minutes: reminder at 50%; told by E-mail'],
    ],
    [
      'places',
      (p) => (p.partnerTerritories = ['BR', 'US-HI']),
      ['Countries and states that only partners serve: BR, MX, ZA, PT → BR, US-HI'],
    ],
    [
      'working hours',
      (p) => (p.calendar!.week['2'] = [[540, 720]]),
      ['Working hours, Tuesday: closed → 09:00–12:00'],
    ],
    [
      'an outcome',
      (p) => Object.assign(p.dispositions[0]!, { key: 'r', recycleMinutes: 0, requires: ['own.floors'] }),
      ['Outcome No answer: No answer (n); again after 3 hours → No answer (r); at once; asks for Floors'],
    ],
    [
      'the order of outcomes',
      (p) => p.dispositions.reverse(),
      [expect.stringMatching(/^Order of outcomes: No answer, .* → Spoke, /) as unknown as string],
    ],
    [
      'calls',
      (p) => (p.contact = { hours: p.contact!.hours, attempts: [{ max: 2, hours: 8 }], onHolidays: true }),
      [
        'At most: 3 calls within 24 h → 2 calls within 8 h',
        'Call on public holidays of the person’s place: no → yes',
      ],
    ],
    ['addresses', (p) => (p.validity!.disposableAddresses = 'refuse'), ['a throw-away address: yes → no']],
    [
      'time after a call',
      (p) => delete p.wrapUpSeconds,
      ['Seconds after a call, until the next lead opens: 30 → as they need'],
    ],
    [
      'an objection',
      (p) => (p.script!.objections = [{ says: 'No time', answer: 'Later, then?' }]),
      [
        ...DEFAULT_POLICY.script!.objections.map(
          () => expect.stringMatching(/^Objection/) as unknown as string,
        ),
        expect.stringMatching(/^Objection/) as unknown as string,
      ],
    ],
    [
      'the order of objections',
      (p) => p.script!.objections.reverse(),
      [expect.stringMatching(/^Order of objections: /) as unknown as string],
    ],
    [
      'a text of consent',
      (p) => (p.consentTexts!.email = 'Yes?'),
      ['Asked for consent to e-mail: “May we write?” → “Yes?”'],
    ],
  ])('%s', (_, change, lines) => {
    expect(told(change)).toEqual(lines)
  })

  it('whatever is changed, something is told', () => {
    const silent = leaves(FULL).filter((path) => {
      const after = structuredClone(FULL)
      change(after, path)
      return path[0] !== 'version' && differencesOf(FULL, after).length === 0
    })
    expect(silent.map((path) => path.join('/'))).toEqual([])
    for (const key of Object.keys(policySchema.shape))
      expect(FULL, 'a part that this test does not see').toHaveProperty(key)
  })
})

type Path = readonly (string | number)[]

function leaves(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((part, i) => leaves(part, [...path, i]))
  if (value === null || typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]))
}

/** Another value of the same kind at that place. */
function change(policy: Policy, path: Path): void {
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as never)[key], policy)
  const at = holder as Record<string | number, unknown>
  const key = path.at(-1)!
  const value = at[key]
  at[key] =
    typeof value === 'number'
      ? value + 0.01
      : typeof value === 'boolean'
        ? !value
        : value === null
          ? 7
          : value === 'accept'
            ? 'refuse'
            : `${value}x`
}
