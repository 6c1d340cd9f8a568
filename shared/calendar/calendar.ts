import { z } from 'zod'

/** When somebody works: what time limits are counted in. */
export const workingCalendar = z.strictObject({
  /** IANA. */
  zone: z.string().min(1).max(60),
  /** By ISO weekday (1 Monday to 7 Sunday): stretches [from, to) in minutes of the local day, in order, apart. A day left out is free. */
  week: z.record(
    z.string().regex(/^[1-7]$/),
    z.array(z.tuple([z.number().int().min(0).max(1440), z.number().int().min(0).max(1440)])).max(6),
  ),
  /** ISO alpha-2 of the country whose public holidays are free; null: none are. */
  holidays: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** ISO instants: [from, to). */
  absences: z.array(z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() })).max(200),
})
export type WorkingCalendar = z.infer<typeof workingCalendar>
