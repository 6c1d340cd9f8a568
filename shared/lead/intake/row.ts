import type { Field, FieldId, FieldValue } from '../catalog.ts'
import type { Channel } from '../lead.ts'
import { type DateOrder, instantOf } from './dates.ts'
import { type Column, type Target, targetField } from './headers.ts'
import { splitName } from './names.ts'
import { type IntakeContext, normaliseFor } from './normalise.ts'
import { cleanLine, cleanText, cut, isBlank, type Outcome } from './text.ts'
import { channelOf, yesOrNo } from './words.ts'

export interface RowContext {
  columns: readonly Column[]
  /** Day/month order by column index; decided from the head of the file. */
  dateOrders: readonly DateOrder[]
  /** Where phone numbers belong when the row names no country. */
  defaultCountry?: string
  /** Epoch milliseconds; no response is later. */
  now: number
  /** The campaign's own fields; left out: it has none. */
  own?: readonly Field[]
}

/** A problem of one value; `column` -1: of the row as a whole. */
export interface ValueProblem {
  column: number
  value: string
  reason: string
}

/** One row made facts, and what could not be. */
export interface Intake {
  fields: Partial<Record<FieldId, FieldValue>>
  /** ISO instant of the response; null: undated. */
  at: string | null
  channel: Channel
  /** What the person responded to, in the file's words; '' when it says nothing. */
  label: string
  notes: string[]
  /** Stated consents and refusals, with the cell they stand in. */
  consents: { for: 'email' | 'phone'; given: boolean; text: string }[]
  /** Cells that no fact holds as they came. */
  raw: Record<string, string>
  problems: ValueProblem[]
  /** True when nothing is left that tells who the person is or how to reach them. */
  rejected: boolean
  /** True when an id is all that tells who the person is: the row can join their lead but make none. */
  onlyId: boolean
}

const MAX_RAW_VALUE = 4000
const MAX_RAW_TOTAL = 20_000
const MAX_NOTE = 20_000
/** A clock of another zone may be ahead; more than this is a wrong date. */
const MAX_AHEAD_MS = 36 * 3_600_000
/** Read before the others: what they say decides how phones and states are read. */
const FIRST: readonly Target[] = ['country', 'firstName', 'lastName']

export function intakeRow(cells: readonly string[], ctx: RowContext): Intake {
  const row: Intake = {
    fields: {},
    at: null,
    channel: 'import',
    label: '',
    notes: [],
    consents: [],
    raw: {},
    problems: [],
    rejected: false,
    onlyId: false,
  }
  const order = [...ctx.columns.keys()].sort((a, b) => rank(ctx.columns[a]) - rank(ctx.columns[b]) || a - b)
  for (const index of order) {
    const column = ctx.columns[index]
    const cell = cells[index] ?? ''
    if (!column || cell.trim() === '') continue
    const taken = take(row, column.target, cell, index, ctx)
    if ('problem' in taken) row.problems.push({ column: index, value: shown(cell), reason: taken.problem })
    else if (taken.note) row.problems.push({ column: index, value: shown(cell), reason: taken.note })
    if ('problem' in taken || !taken.value) keepRaw(row, column.header, cell)
  }
  if (cells.length > ctx.columns.length) {
    const extra = cells.slice(ctx.columns.length).filter((cell) => !isBlank(cell))
    for (const [i, cell] of extra.entries()) keepRaw(row, `(extra ${i + 1})`, cell)
    if (extra.length > 0)
      row.problems.push({
        column: -1,
        value: shown(extra.join(' | ')),
        reason: 'has more cells than there are columns',
      })
  }
  const reachable = isReachable(row.fields)
  row.onlyId = !reachable && row.fields.externalId !== undefined
  row.rejected = !reachable && !row.onlyId
  if (row.rejected)
    row.problems.push({
      column: -1,
      value: '',
      reason: 'has no name, e-mail, phone or id left: nobody to reach',
    })
  return row
}

const rank = (column: Column | undefined): number => {
  const at = column?.target ? FIRST.indexOf(column.target) : -1
  return at < 0 ? FIRST.length : at
}

const isReachable = (fields: Intake['fields']): boolean =>
  fields.email !== undefined ||
  fields.phone !== undefined ||
  fields.mobile !== undefined ||
  (fields.lastName ?? fields.firstName) !== undefined

/** Puts one cell where it belongs. The value is true when a fact now holds the cell as it came. */
function take(
  row: Intake,
  target: Target | null,
  cell: string,
  index: number,
  ctx: RowContext,
): Outcome<boolean> {
  switch (target) {
    case null:
    case 'ignore':
      return { value: false }
    case 'fullName':
      return isBlank(cell) ? { value: false } : takeName(row, cell)
    case 'respondedAt':
      return isBlank(cell) ? { value: false } : takeDate(row, cell, ctx.dateOrders[index] ?? null, ctx.now)
    case 'channel':
      return isBlank(cell) ? { value: false } : takeChannel(row, cell)
    case 'responseLabel':
      if (isBlank(cell)) return { value: false }
      addToLabel(row, cleanLine(cell))
      return { value: true }
    case 'note':
      row.notes.push(cut(cleanText(cell), MAX_NOTE))
      return { value: true }
    case 'emailConsent':
    case 'emailOptOut':
    case 'doNotCall':
      return isBlank(cell)
        ? { value: false }
        : takeConsent(row, target, cell, ctx.columns[index]?.header ?? '')
    default:
      return takeField(row, target, cell, index, ctx)
  }
}

function takeField(
  row: Intake,
  target: FieldId,
  cell: string,
  index: number,
  ctx: RowContext,
): Outcome<boolean> {
  const field = targetField(target, ctx.own)
  if (!field) return { problem: 'is for a field that the campaign does not have' }
  const short = field.kind === 'choice' || field.kind === 'country'
  const country = typeof row.fields.country === 'string' ? row.fields.country : undefined
  const context: IntakeContext = {
    defaultCountry: ctx.defaultCountry,
    country,
    dateOrder: ctx.dateOrders[index] ?? null,
  }
  const outcome = normaliseFor(field, cell, context)
  if ('problem' in outcome)
    return isBlank(cell) || (short && cell.trim().length < 2) ? { value: false } : outcome
  if (row.fields[target] !== undefined) return { value: row.fields[target] === outcome.value }
  row.fields[target] = outcome.value
  return { value: String(outcome.value) === cell, note: outcome.note }
}

function takeName(row: Intake, cell: string): Outcome<boolean> {
  const { firstName, lastName } = splitName(cleanLine(cell))
  if (row.fields.firstName !== undefined || row.fields.lastName !== undefined) {
    const known = [row.fields.firstName, row.fields.lastName].filter((part) => part !== undefined).join(' ')
    return { value: known === cleanLine(cell) }
  }
  if (firstName !== '') row.fields.firstName = firstName
  if (lastName !== '') row.fields.lastName = lastName
  return { value: cell === `${firstName} ${lastName}`.trim() }
}

function takeDate(row: Intake, cell: string, order: DateOrder, now: number): Outcome<boolean> {
  if (row.at !== null) return { value: false }
  const outcome = instantOf(cell, order)
  if ('problem' in outcome) return { problem: `${outcome.problem}; the row counts as undated` }
  if (Date.parse(outcome.value) > now + MAX_AHEAD_MS)
    return { problem: 'lies in the future; the row counts as undated' }
  row.at = outcome.value
  return { value: true }
}

/** What the label says already it does not say once more: many files repeat the channel in what was responded to. */
function addToLabel(row: Intake, text: string): void {
  const said = row.label === '' ? [] : row.label.split(' · ')
  if (!said.some((part) => part.toLowerCase() === text.toLowerCase())) row.label = [...said, text].join(' · ')
}

function takeChannel(row: Intake, cell: string): Outcome<boolean> {
  const channel = channelOf(cell)
  if (row.channel === 'import' && channel) row.channel = channel
  if (row.label === '') row.label = cleanLine(cell)
  return { value: row.label === cleanLine(cell) }
}

function takeConsent(row: Intake, target: Target, cell: string, header: string): Outcome<boolean> {
  const answer = yesOrNo(cell)
  if ('problem' in answer) return answer
  const text = cut(`${cleanLine(header)}: ${cleanLine(cell)}`, 1000)
  if (target === 'emailConsent') row.consents.push({ for: 'email', given: answer.value, text })
  // Not having opted out is no consent, and "may be called: yes" lifts nothing: only a refusal is taken from these.
  else if (answer.value)
    row.consents.push({ for: target === 'doNotCall' ? 'phone' : 'email', given: false, text })
  return { value: true }
}

function keepRaw(row: Intake, header: string, cell: string): void {
  const text = cleanText(cell)
  const used = Object.values(row.raw).reduce((sum, value) => sum + value.length, 0)
  if (text === '' || used >= MAX_RAW_TOTAL) return
  const name = cut(cleanLine(header) || '(no header)', 190)
  let key = name
  for (let n = 2; Object.hasOwn(row.raw, key) || key === '__proto__'; n++) key = `${name} (${n})`
  row.raw[key] = cut(text, MAX_RAW_VALUE)
}

const shown = (cell: string): string => cut(cleanLine(cell), 200)
