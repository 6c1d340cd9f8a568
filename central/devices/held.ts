import { type RawBuilder, sql } from 'kysely'

/** Who is meant: ids of the parts of their lead, and the keys (shared/lead/suppression.ts) of their numbers and addresses. */
export interface Subject {
  parts: readonly string[]
  keys: readonly number[]
  /** The numbers and addresses themselves. */
  texts: readonly string[]
}

/** A table that holds something on a person, and what becomes of it when the person is erased. */
export interface Held {
  table: string
  rows(of: Subject): RawBuilder<boolean>
  /** What is left of them: nothing, or the rows with these columns set (figures, without the person). */
  erase: 'delete' | { set: RawBuilder<unknown> }
}

const parts = (of: Subject) => sql`any(${[...of.parts]}::uuid[])`
const ofLead = (of: Subject) => sql<boolean>`lead = ${parts(of)}`
const ofPair = (of: Subject) => sql<boolean>`(a = ${parts(of)} or b = ${parts(of)})`
const ofHandOff = (of: Subject) =>
  sql<boolean>`hand_off in (select id from hand_offs where lead = ${parts(of)})`

const gone = (table: string, rows: Held['rows'] = ofLead): Held => ({ table, rows, erase: 'delete' })
const emptied = (table: string, set: RawBuilder<unknown>, rows: Held['rows'] = ofLead): Held => ({
  table,
  rows,
  erase: { set },
})

/** Every table that holds something on a person. What refers to the rows of another one comes before it. */
export const HELD: readonly Held[] = [
  gone('lead_keys'),
  gone('events'),
  gone('assignments'),
  gone('reassigned_leads'),
  gone('do_not_call_numbers'),
  gone('likeness_subjects'),
  gone('likeness_keys'),
  gone('likely_duplicates', ofPair),
  gone('kept_apart', ofPair),
  gone('contact_breaches'),
  // Of a row that became no lead there is only what it said.
  gone(
    'import_problems',
    (of) => sql<boolean>`(lead = ${parts(of)} or exists (
      select from unnest(${[...of.texts]}::text[]) as t where position(t in lower(problem->>'value')) > 0))`,
  ),
  gone('import_rows'),
  gone('taken_back'),
  gone('quarantine'),
  gone('clocks'),
  gone('enrichments'),
  gone(
    'nurture_clicks',
    (of) => sql<boolean>`mail in (select id from nurture_mails where lead = ${parts(of)})`,
  ),
  gone('nurture_mails'),
  gone('nurture_enrolments'),
  gone('mail_addresses', (of) => sql<boolean>`key = any(${[...of.keys]}::bigint[])`),
  emptied(
    'mails',
    sql`to_name = '', to_address = '', subject = '', body = '', html = null, unsubscribe = null, last_error = null,
      next_at = null, state = case state when 'waiting' then 'cancelled' else state end`,
  ),
  // One that is under way finds itself settled; one that is dead has nothing left to be sent again.
  emptied(
    'deliveries',
    sql`body = null, link = null, next_at = null, last_error = null,
      state = case state when 'waiting' then 'dead' else state end`,
  ),
  emptied('hand_off_actions', sql`note = ''`, ofHandOff),
  emptied(
    'hand_offs',
    // A rule's words are the policy's; a route set by hand has the words of who set it.
    sql`return_note = null, outcome_reason = null, version = version + 1,
      rule_text = case when rule is null then '' else rule_text end,
      state = case when state in ('waiting', 'delivered', 'accepted') then 'withdrawn' else state end`,
  ),
  gone('leads', (of) => sql<boolean>`id = ${parts(of)}`),
]

/** All other tables: nothing in them is of a lead, or no more than the id of an erased one. A test knows every table there is. */
export const IMPERSONAL: readonly string[] = [
  'incarnation',
  'feed',
  'people',
  'sign_in_failures',
  'sessions',
  'devices',
  'teams',
  'api_keys',
  'invitations',
  // Sealed by the caller's key, which is not kept, and gone within a day.
  'kept_answers',
  'policies',
  'policy_publications',
  'campaigns',
  'demo',
  'channels',
  'distributions',
  'deal_turns',
  'receivers',
  'reassignments',
  'suppression_lists',
  'suppression_keys',
  'imports',
  'enrichers',
  'link_key',
  'mails_in',
  'nurture_campaigns',
  'erasures',
  'erased_leads',
  'erased_captures',
]
