import type { Lead } from '../../lead/lead.ts'
import { dayNumber } from '../encode.ts'
import { knownValue } from '../facts.ts'
import { fieldIn } from '../own-fields.ts'
import type { Policy } from '../policy.ts'
import type { FactColumn, OutcomeTable } from './table.ts'

/** A lead whose outcome is known. `asOf`: the day (YYYY-MM-DD) up to which answers count, the day it was handed off: later ones tell the outcome. */
export interface KnownOutcome {
  lead: Lead
  won: boolean
  asOf: string
}

/** The fields of the policy that carry points, as columns; an answer that was stale or given after `asOf` is not known. */
export function tableOf(policy: Policy, leads: readonly KnownOutcome[]): OutcomeTable {
  const fields = policy.fields.filter((f) => f.dimension !== null)
  return {
    count: leads.length,
    won: Uint8Array.from(leads, (l) => (l.won ? 1 : 0)),
    columns: fields.map(({ field, answers, staleAfterDays }): FactColumn => {
      const kind = fieldIn(policy, field)?.kind === 'number' ? 'number' : 'choice'
      const ids = new Set(answers.map((a) => a.id))
      const values = leads.map(({ lead, asOf }) => {
        const known = knownValue(lead, policy, field as Parameters<typeof knownValue>[2])
        if (known === null || (known.day !== null && known.day > asOf)) return null
        const age = known.day === null ? 0 : dayNumber(asOf) - dayNumber(known.day)
        if (!known.derived && staleAfterDays !== null && age > staleAfterDays) return null
        return kind === 'choice' && !ids.has(String(known.value)) ? null : known.value
      })
      return { id: field, kind, values }
    }),
  }
}
