import type { EnricherInput, EnricherShown } from '../../../../shared/api/enrichers.ts'
import { CATALOG, type Field } from '../../../../shared/lead/catalog.ts'
import { ownFieldsOf } from '../../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'

/** Where in the answer a field's value stands. */
export interface Told {
  field: string
  /** As a JSON pointer. */
  pointer: string
}

export interface EnricherDraft {
  name: string
  url: string
  told: Told[]
  seconds: number | string
  enabled: boolean
  allowPrivate: boolean
  /** null: of all. */
  campaigns: string[] | null
}

export function draftOf(saved: EnricherShown | null): EnricherDraft {
  if (saved === null)
    return {
      name: '',
      url: '',
      told: [{ field: 'companySize', pointer: '' }],
      seconds: 5,
      enabled: true,
      allowPrivate: false,
      campaigns: null,
    }
  const { name, url, fields, timeoutMs, enabled, allowPrivate, campaigns } = saved
  const told = Object.entries(fields).map(([field, pointer = '']): Told => ({ field, pointer }))
  return { name, url, told, seconds: timeoutMs / 1000, enabled, allowPrivate, campaigns }
}

/** @param headers undefined: those it has stay */
export function inputOf(d: EnricherDraft, headers: Record<string, string> | undefined): EnricherInput {
  const told = d.told.map(({ field, pointer }) => [field, pointer.trim()] as const)
  return {
    name: d.name.trim(),
    url: d.url.trim(),
    ...(headers && { headers }),
    fields: Object.fromEntries(told) as EnricherInput['fields'],
    timeoutMs: Math.round(Number(d.seconds) * 1000),
    enabled: d.enabled,
    allowPrivate: d.allowPrivate,
    campaigns: d.campaigns,
  }
}

export const incomplete = (d: EnricherDraft): boolean =>
  d.name.trim() === '' ||
  d.url.trim() === '' ||
  d.told.length === 0 ||
  d.told.some((line) => line.pointer.trim() === '') ||
  typeof d.seconds !== 'number' ||
  d.campaigns?.length === 0

/** What becomes of the keys sent along: they stay, none are left, or those of the text take their place. */
export type Keys = 'kept' | 'none' | { text: string }

/** undefined: those it has stay, as where nothing was entered; null: a line is none. */
export function headersOf(keys: Keys): Record<string, string> | undefined | null {
  if (keys === 'none') return {}
  if (keys === 'kept' || keys.text.trim() === '') return undefined
  return headersIn(keys.text)
}

/** One a line, 'Name: value', as they stand in a request; null: a line is none. */
function headersIn(text: string): Record<string, string> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const pairs = lines.map((line) => /^([A-Za-z0-9-]{1,60}):\s*([\t\x20-\x7e]{1,1000})$/u.exec(line))
  if (pairs.some((pair) => pair === null)) return null
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
}

/** What a service can tell: fields that a person could fill in. */
export const fieldsToTell = (declared: Pick<Policy, 'ownFields'>): readonly Field[] => [
  ...(CATALOG as readonly Field[]).filter((f) => !f.derived),
  ...ownFieldsOf(declared),
]
