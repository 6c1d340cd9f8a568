import { type Field, type FieldId, fieldOf } from '../catalog.ts'
import { HEADER_SYNONYMS } from './header-synonyms.ts'
import { phoneOf } from './phone.ts'
import { cleanLine, isBlank, keyOf } from './text.ts'
import { emailOf } from './web.ts'

/** What a column can mean beside a field of the catalog. */
export const OTHER_TARGETS = [
  'fullName',
  'respondedAt',
  'channel',
  'responseLabel',
  'note',
  'emailConsent',
  'emailOptOut',
  'doNotCall',
  'ignore',
] as const
export type OtherTarget = (typeof OTHER_TARGETS)[number]
type Derived = 'emailOptIn' | 'responses'
export type Target = Exclude<FieldId, Derived> | OtherTarget

export interface Column {
  header: string
  target: Target | null
  by: 'header' | 'values' | 'person' | 'none'
}

/** What a column may be mapped to as a field: one of the catalog, or of the campaign's `own`. */
export function targetField(id: string, own: readonly Field[] = []): Field | undefined {
  const field = own.find((f) => f.id === id) ?? fieldOf(id)
  return field?.derived ? undefined : field
}

/** True for what a column may be mapped to. */
export const isTarget = (id: string, own: readonly Field[] = []): id is Target =>
  (OTHER_TARGETS as readonly string[]).includes(id) || targetField(id, own) !== undefined

const table = new Map<string, Target>()
for (const [target, names] of Object.entries(HEADER_SYNONYMS))
  for (const name of names.split(';')) table.set(name, target as Target)

/** The objects that CRMs write before the name of a column: "Person - Phone - Mobile", "Lead: Title", "Contact Email". */
const PREFIX =
  /^(?:person|people|lead|leads|contact|kontakt|organization|organisation|company|deal|account|unternehmen|entreprise|empresa|contacto)\s+/u

/** What Pipedrive calls a deal or lead by ("Lead - Title": Acme deal); Salesforce's "Lead: Title" is the person's. */
const DEAL_TITLE = /^(?:leads?\s+[-–—]|deals?\s*[-–—:]?)\s*(?:title|titel|titre|t[ií]tulo)$/iu

/** What a header means by itself; null when it is not known. The name of one of the campaign's `own` fields goes before all else. */
export function targetOf(header: string, own: readonly Field[] = []): Target | null {
  const named = own.find((f) => f.id === header.trim() || sameHeader(f.label, header))
  if (named) return named.id as FieldId as Target
  if (DEAL_TITLE.test(cleanLine(header))) return 'ignore'
  const key = keyOf(splitWords(header))
  if (key === '') return null
  const exact =
    table.get(key) ??
    table.get(key.replaceAll(' ', '')) ??
    (isTarget(header.trim()) ? (header.trim() as Target) : null)
  if (exact) return exact
  const bare = key
    .replace(/\b(?:c|required|pflichtfeld|optional|obligatoire|obligatorio)$/u, '')
    .replace(/^(?:your|ihre?|votre|vos|su|tu|what is your|please enter your)\s+/u, '')
    .trim()
  const numbered = bare.replace(/\s+\d$/u, '')
  const within = numbered.replace(PREFIX, '')
  const found = table.get(bare) ?? table.get(numbered) ?? table.get(within)
  // "Opted out of email: Marketing information", "Unsubscribed from ..."
  if (!found && /^(?:opted out of e ?mail|unsubscribed from)\b/u.test(key)) return 'emailOptOut'
  return found ?? null
}

const splitWords = (header: string): string =>
  cleanLine(header)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/__c$/u, '')

/** Header -> target as a person set it; null: do not import. */
export type ColumnMap = Record<string, string | null>

/**
 * The meaning of each column. What a person set goes first, then the header, then for a column whose header says nothing its
 * values, where they are plainly addresses or phone numbers. A map that names a header the file lacks, or a target that does not
 * exist, is an error that names it.
 */
export function recogniseColumns(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
  map: ColumnMap = {},
  own: readonly Field[] = [],
): { columns: Column[]; errors: string[] } {
  const errors = Object.entries(map).flatMap(([header, target]) => {
    if (!headers.some((h) => sameHeader(h, header))) return [`The file has no column "${header}".`]
    return target === null || isTarget(target, own)
      ? []
      : [`"${target}", set for column "${header}", is nothing a column can be.`]
  })
  const columns = headers.map((header): Column => {
    const chosen = Object.keys(map).find((h) => sameHeader(h, header))
    if (chosen !== undefined) {
      const target = map[chosen]
      return { header, target: target != null && isTarget(target, own) ? target : 'ignore', by: 'person' }
    }
    const target = targetOf(header, own)
    return target ? { header, target, by: 'header' } : { header, target: null, by: 'none' }
  })
  for (const [index, column] of columns.entries()) {
    if (column.by !== 'none') continue
    const target = targetByValues(samples.map((row) => row[index] ?? ''))
    if (target && !columns.some((c) => c.target === target))
      columns[index] = { ...column, target, by: 'values' }
  }
  return { columns: nameOrLastName(columns), errors }
}

const sameHeader = (a: string, b: string): boolean =>
  a.trim() === b.trim() || (keyOf(a) === keyOf(b) && keyOf(a) !== '')

/** "Name" beside "Vorname", "First Name" or "Prénom" is the last name; "Nombre" without any "Apellidos" is the full one. */
function nameOrLastName(columns: Column[]): Column[] {
  const has = (target: Target) => columns.some((c) => c.target === target)
  const retarget = (keys: string[], target: Target) =>
    columns.map((c) => (c.by === 'header' && keys.includes(keyOf(c.header)) ? { ...c, target } : c))
  if (has('firstName') && !has('lastName')) {
    const changed = retarget(['name', 'nom'], 'lastName')
    if (changed.some((c) => c.target === 'lastName')) return changed
    return retarget(['nombre'], 'fullName')
  }
  if (has('lastName') && !has('firstName')) return retarget(['nom'], 'fullName')
  return columns
}

function targetByValues(values: readonly string[]): Target | null {
  const filled = values.filter((value) => !isBlank(value))
  if (filled.length === 0) return null
  const share = (test: (value: string) => boolean) => filled.filter(test).length / filled.length
  if (share((value) => 'value' in emailOf(value)) >= 0.8) return 'email'
  if (share((value) => /^\s*(?:\+|00)/u.test(value) && 'value' in phoneOf(value, undefined)) >= 0.8)
    return 'phone'
  return null
}
