import type { NewResponse } from '../../shared/api/qualification.ts'
import type { Field } from '../../shared/lead/catalog.ts'
import { recogniseColumns } from '../../shared/lead/intake/headers.ts'
import { intakeRow } from '../../shared/lead/intake/row.ts'
import { cleanLine, cleanText, cut } from '../../shared/lead/intake/text.ts'
import type { Captured } from './capture.ts'

/** A value that became no fact, or not as it came. */
export interface ResponseProblem {
  /** JSON pointer into the response. */
  pointer: string
  detail: string
  value: string
}

export interface ReadResponse {
  captured: Captured
  problems: ResponseProblem[]
}

/** A sender's clock may be this far ahead. */
const MAX_AHEAD_MS = 5 * 60_000

/** Reads a response with the same code as an import reads a row; its own channel, label and time go before what its fields say of them. */
export function readResponse(response: NewResponse, now: number, own: readonly Field[] = []): ReadResponse {
  const entries = Object.entries(response.fields).filter(([, value]) => value !== null)
  const { columns } = recogniseColumns(
    entries.map(([name]) => name),
    [],
    {},
    own,
  )
  const intake = intakeRow(
    entries.map(([, value]) => String(value)),
    {
      columns,
      dateOrders: [],
      now,
      own,
      ...(response.defaultCountry ? { defaultCountry: response.defaultCountry } : {}),
    },
  )
  const { problems: ofValues, ...read } = intake
  const problems = ofValues.map(({ column, value, reason }) => ({
    pointer: column < 0 ? '/fields' : pointerOf(entries[column]![0]),
    detail: reason,
    value,
  }))
  for (const [i, column] of columns.entries()) {
    if (column.target !== null) continue
    const value = cut(cleanLine(String(entries[i]![1])), 200)
    problems.push({
      pointer: pointerOf(column.header),
      detail: 'is no field that is known; it is kept as it came',
      value,
    })
  }
  const at = timeOf(response.at, now)
  if (at.problem) problems.push({ pointer: '/at', detail: at.problem, value: response.at ?? '' })
  const stated = (response.consents ?? []).map(({ text, at, ...consent }) => ({
    ...consent,
    text: cleanText(text),
    ...(at === undefined ? {} : { at: timeOf(at, now).at }),
  }))
  const captured = {
    ...read,
    at: response.at === undefined && read.at !== null ? read.at : at.at,
    channel: response.channel,
    label: read.label === '' ? response.label : cut(`${response.label} · ${read.label}`, 200),
    notes: [...read.notes, ...(response.notes ?? []).map(cleanText).filter((note) => note !== '')],
    consents: [...read.consents, ...stated],
  }
  return { captured, problems }
}

/** An instant of central's own form; one in the future is now. */
function timeOf(stated: string | undefined, now: number): { at: string; problem?: string } {
  const present = new Date(now).toISOString()
  if (stated === undefined) return { at: present }
  const at = Date.parse(stated)
  if (at > now + MAX_AHEAD_MS) return { at: present, problem: 'lies in the future; it counts as now' }
  return { at: new Date(Math.min(at, now)).toISOString() }
}

const pointerOf = (field: string): string => `/fields/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`
