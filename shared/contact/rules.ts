import { z } from 'zod'
import table from '../../resources/reference/contact-rules.json' with { type: 'json' }

/**
 * The law as dated data: resources/reference/contact-rules.json. The file is parsed against `contactRules` in a test; here it is
 * only typed, since it ships with the program.
 */

/** '09:00-21:30', within one day; '24:00' ends it. */
const hoursWindow = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const need = z.enum(['none', 'presumed', 'express'])
export type Need = z.infer<typeof need>

const rule = z.strictObject({
  /** First and last day on which it holds; null: until further notice. */
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  /** Statute, regulation or code. */
  source: z.string().min(1).max(200),
  /** In our own words, with what is doubtful. */
  note: z.string().min(1).max(500),
  /** ISO weekdays ('1-5', '6') -> windows of the person's local day; a weekday that is left out is closed. */
  hours: z.record(z.string().regex(/^[1-7](-[1-7])?$/), z.array(hoursWindow).min(1)).optional(),
  /** No calls on public holidays of the place. */
  closedOnHolidays: z.literal(true).optional(),
  attempts: z
    .array(z.strictObject({ max: z.number().int().positive(), hours: z.number().positive() }))
    .min(1)
    .optional(),
  /** What a call needs; `presumed` is given by a response until it is refused. */
  consent: z.strictObject({ consumers: need, businesses: need }).optional(),
  /** What must be said before a call is recorded. */
  recordingNotice: z.string().min(1).max(300).optional(),
})
export type ContactRule = z.infer<typeof rule>

const place = z.strictObject({
  /** As in 'Calls to ... are allowed'. */
  name: z.string().min(1),
  rules: z.array(rule),
})

export const contactRules = z.strictObject({
  note: z.string(),
  /** Stands in for a country without hours of its own. */
  house: rule,
  /** 'US', 'US-FL'. */
  places: z.record(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/), place),
})
type ContactRules = z.infer<typeof contactRules>

const { house, places } = table as unknown as ContactRules

/** The name of a place that has rules. */
export const ruledName = (code: string): string | undefined => places[code]?.name

/** The rules of one place that hold on a day ('YYYY-MM-DD'); the house rule among a country's that name no hours. */
export function rulesOn(code: string, day: string): readonly ContactRule[] {
  const known = places[code]?.rules.filter((r) => r.from <= day && (r.to === null || day <= r.to)) ?? []
  return code.length === 2 && !known.some((r) => r.hours) ? [...known, house] : known
}

/** Minutes of the day, half-open. */
export type Window = readonly [from: number, to: number]

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const parsed = new WeakMap<NonNullable<ContactRule['hours']>, readonly (readonly Window[])[]>()

/** The rule's windows by ISO weekday (index 1 to 7). */
export function windowsByWeekday(hours: NonNullable<ContactRule['hours']>): readonly (readonly Window[])[] {
  const before = parsed.get(hours)
  if (before) return before
  const week: Window[][] = Array.from({ length: 8 }, () => [])
  for (const [days, windows] of Object.entries(hours))
    for (let day = Number(days[0]); day <= Number(days.at(-1)); day++)
      for (const text of windows) week[day]?.push([minutes(text.slice(0, 5)), minutes(text.slice(6))])
  parsed.set(hours, week)
  return week
}
