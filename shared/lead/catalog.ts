/**
 * The field catalog: the one list that feeds the form, the table, the import and the merge.
 * A field belongs to a group (where it is shown) and, when it can carry points, to a dimension.
 */

export const DIMENSIONS = ['timing', 'need', 'budget', 'authority', 'fit', 'engagement'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/**
 * A value as stored: a choice by its id, several choices by their ids in the field's order joined by ';', numbers as numbers,
 * dates as 'YYYY-MM-DD', the rest as text.
 */
export type FieldValue = string | number

export interface Choice {
  id: string
  label: string
  /** A number that arrives for a choice field (an import's "150 employees") falls into the first choice it does not exceed. */
  upTo?: number
}

export interface Field {
  id: string
  label: string
  /** 'own': of one campaign alone (shared/policy/own-fields.ts). */
  group: 'person' | 'company' | 'qualification' | 'own'
  kind:
    | 'text'
    | 'choice'
    | 'choices'
    | 'number'
    | 'date'
    | 'phone'
    | 'email'
    | 'url'
    | 'country'
    | 'language'
    | 'timeZone'
  dimension?: Dimension
  choices?: readonly Choice[]
  /** Computed from the lead itself, never typed, never missing. */
  derived?: true
  /** Also a key by which two records are recognised as one person. */
  identity?: true
}

export const CATALOG = [
  { id: 'firstName', label: 'First name', group: 'person', kind: 'text' },
  { id: 'lastName', label: 'Last name', group: 'person', kind: 'text' },
  { id: 'jobTitle', label: 'Job title', group: 'person', kind: 'text' },
  { id: 'email', label: 'E-mail', group: 'person', kind: 'email', identity: true },
  { id: 'phone', label: 'Phone', group: 'person', kind: 'phone', identity: true },
  { id: 'mobile', label: 'Mobile', group: 'person', kind: 'phone', identity: true },
  { id: 'language', label: 'Language', group: 'person', kind: 'language' },
  { id: 'externalId', label: 'External id', group: 'person', kind: 'text', identity: true },

  { id: 'company', label: 'Company', group: 'company', kind: 'text' },
  { id: 'website', label: 'Website', group: 'company', kind: 'url' },
  { id: 'street', label: 'Street', group: 'company', kind: 'text' },
  { id: 'postalCode', label: 'Postal code', group: 'company', kind: 'text' },
  { id: 'city', label: 'City', group: 'company', kind: 'text' },
  { id: 'state', label: 'State', group: 'company', kind: 'text' },
  { id: 'country', label: 'Country', group: 'company', kind: 'country' },
  { id: 'timeZone', label: 'Time zone', group: 'company', kind: 'timeZone' },

  {
    id: 'timeline',
    label: 'Purchase timeline',
    group: 'qualification',
    kind: 'choice',
    dimension: 'timing',
    choices: [
      { id: 'within3', label: 'Within 3 months' },
      { id: 'm3to6', label: '3 to 6 months' },
      { id: 'm7to12', label: '7 to 12 months' },
      { id: 'later', label: 'More than a year' },
      { id: 'researching', label: 'Just researching' },
    ],
  },
  {
    id: 'budget',
    label: 'Budget',
    group: 'qualification',
    kind: 'choice',
    dimension: 'budget',
    choices: [
      { id: 'approved', label: 'Approved' },
      { id: 'planned', label: 'Planned' },
      { id: 'none', label: 'None yet' },
    ],
  },
  {
    id: 'decisionRole',
    label: 'Decision role',
    group: 'qualification',
    kind: 'choice',
    dimension: 'authority',
    choices: [
      { id: 'decides', label: 'Decides' },
      { id: 'recommends', label: 'Recommends' },
      { id: 'uses', label: 'Uses it' },
      { id: 'none', label: 'Not involved' },
    ],
  },
  {
    id: 'need',
    label: 'Need',
    group: 'qualification',
    kind: 'choice',
    dimension: 'need',
    choices: [
      { id: 'urgent', label: 'Urgent problem to solve' },
      { id: 'replace', label: 'Replace a system' },
      { id: 'extend', label: 'Extend what is there' },
      { id: 'curious', label: 'No concrete need' },
    ],
  },
  {
    id: 'companySize',
    label: 'Company size',
    group: 'qualification',
    kind: 'choice',
    dimension: 'fit',
    choices: [
      { id: 's1to19', label: '1–19', upTo: 19 },
      { id: 's20to119', label: '20–119', upTo: 119 },
      { id: 's120to500', label: '120–500', upTo: 500 },
      { id: 's501up', label: 'Over 500', upTo: Number.POSITIVE_INFINITY },
    ],
  },
  {
    id: 'currentSolution',
    label: 'Current solution',
    group: 'qualification',
    kind: 'choice',
    dimension: 'fit',
    choices: [
      { id: 'competitor', label: 'Another supplier' },
      { id: 'spreadsheet', label: 'In-house spreadsheet' },
      { id: 'inHouse', label: 'Built in-house' },
      { id: 'nothing', label: 'Nothing' },
    ],
  },
  {
    id: 'industry',
    label: 'Industry',
    group: 'qualification',
    kind: 'choice',
    choices: [
      { id: 'logistics', label: 'Logistics and transport' },
      { id: 'manufacturing', label: 'Manufacturing' },
      { id: 'retail', label: 'Retail and wholesale' },
      { id: 'health', label: 'Health care' },
      { id: 'finance', label: 'Finance and insurance' },
      { id: 'public', label: 'Public sector' },
      { id: 'services', label: 'Services' },
      { id: 'technology', label: 'Technology' },
      { id: 'other', label: 'Other' },
    ],
  },
  {
    id: 'territory',
    label: 'Fit for partner',
    group: 'qualification',
    kind: 'choice',
    choices: [
      { id: 'direct', label: 'No: direct territory' },
      { id: 'partner', label: 'Yes: partner-only territory' },
    ],
  },
  { id: 'productInterest', label: 'Product interest', group: 'qualification', kind: 'text' },
  {
    id: 'emailOptIn',
    label: 'E-mail opt-in',
    group: 'qualification',
    kind: 'choice',
    derived: true,
    choices: [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
    ],
  },
  {
    id: 'responses',
    label: 'Responses',
    group: 'qualification',
    kind: 'number',
    dimension: 'engagement',
    derived: true,
  },
] as const satisfies readonly Field[]

export type CatalogId = (typeof CATALOG)[number]['id']
/** A field of one campaign alone, declared by its policy. */
export type OwnFieldId = `own.${string}`
/** Own ids of all campaigns are field ids: a lead keeps their values whatever a policy says later. */
export type FieldId = CatalogId | OwnFieldId
/** Something for some of the fields. */
export type ByField<T> = Partial<Record<CatalogId, T>> & Record<OwnFieldId, T>
export const FIELD_IDS = CATALOG.map((f) => f.id) as readonly CatalogId[]

export const OWN_ID = /^own\.[a-z0-9-]{1,40}$/
export const isOwnId = (id: string): id is OwnFieldId => OWN_ID.test(id)

const byId = new Map<string, Field>(CATALOG.map((f) => [f.id, f]))

/** The field of that id; undefined for an id the catalog does not have. Of a campaign's own fields: `fieldIn` of shared/policy/own-fields.ts. */
export const fieldOf = (id: string): Field | undefined => byId.get(id)

/** What a person reads for a value: a choice's label, anything else as it is. */
export function labelOf(id: string, value: FieldValue): string {
  return valueLabel(byId.get(id), value)
}

/** The same of a field at hand; a choice that the field no longer has is shown by its id. */
export function valueLabel(field: Field | undefined, value: FieldValue): string {
  const label = (id: FieldValue) => field?.choices?.find((c) => c.id === id)?.label ?? String(id)
  return field?.kind === 'choices' ? chosen(value).map(label).join(', ') : label(value)
}

/** The ids that a value of several choices holds. */
export const chosen = (value: FieldValue | null): string[] =>
  String(value ?? '')
    .split(';')
    .filter((id) => id !== '')

/** Choices as stored: each once, in the field's order; what the field does not have last. null: none. */
export function choicesValue(field: Field, ids: Iterable<string>): string | null {
  const all = new Set(ids)
  const known = (field.choices ?? []).map((c) => c.id).filter((id) => all.delete(id))
  return [...known, ...all].join(';') || null
}
