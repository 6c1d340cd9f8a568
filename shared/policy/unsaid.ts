import type { FieldId } from '../lead/catalog.ts'
import type { FieldVersion, Lead } from '../lead/lead.ts'

/** What stands of a field that a person did not say: until when, and whether it was in the call that is still going on. */
export interface Unsaid extends Pick<FieldVersion, 'reaskOn' | 'later'> {
  inCall: boolean
}

/** Null where a value stands, or nothing was said of it. */
export function unsaidOf(lead: Lead, field: FieldId): Unsaid | null {
  const version = lead.fields[field]?.[0]
  return version?.value === null ? ofVersion(lead, version) : null
}

export function ofVersion(lead: Lead, { reaskOn, later, stamp }: FieldVersion): Unsaid | null {
  if (reaskOn === undefined && later === undefined) return null
  const last = later === undefined ? undefined : lead.calls.at(-1)
  return { reaskOn, later, inCall: last !== undefined && last.disposition === null && last.since < stamp }
}

/** Whether the person would not say, and may not be asked again today. `asOf`: YYYY-MM-DD. */
export const isDeclined = ({ later, reaskOn }: Unsaid, asOf: string): boolean =>
  later === undefined && reaskOn !== undefined && reaskOn > asOf

/** Whether the person will tell later than today, or than this call. */
export const isPostponed = ({ later, reaskOn, inCall }: Unsaid, asOf: string): boolean =>
  later !== undefined && (later === 'day' ? (reaskOn ?? '') > asOf : inCall)
