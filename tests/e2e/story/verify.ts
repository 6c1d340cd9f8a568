import { expect } from 'vitest'
import type { LeadPage } from '../../../shared/api/api.ts'
import { type LeadEvent, leadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import { fieldValue } from '../../../shared/lead/lead.ts'
import { compile } from '../../../shared/policy/compile.ts'
import { decide } from '../../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { officeNow } from '../../setup/office-hours.ts'
import type { CentralProcess } from '../support/central.ts'
import { CAMPAIGN } from './leads.ts'
import type { Ledger } from './ledger.ts'

type Listed = LeadPage['leads'][number] & { id: string; name: string }

/** Every lead of the story's campaign, as an integration reads them. */
export async function leadsOf(central: CentralProcess): Promise<Listed[]> {
  const all: Listed[] = []
  let next: string | null = null
  do {
    const from: string = next ? `&cursor=${next}` : ''
    const page: LeadPage = await central.api<LeadPage>(`/leads?campaign=${CAMPAIGN}${from}`)
    for (const l of page.leads) {
      const name = ['firstName', 'lastName'].map((f) => fieldValue(l.lead, f as 'firstName')).join(' ')
      all.push({ ...l, id: l.lead.id, name })
    }
    next = page.next
  } while (next !== null)
  return all
}

/** By central's REST API: every answer, call, callback and note of the book exactly once, and routes as the shared module gives them. */
export async function checkAtCentral(central: CentralProcess, ledger: Ledger): Promise<void> {
  const compiled = compile(DEFAULT_POLICY)
  const leads = new Map((await leadsOf(central)).map((l) => [l.name, l]))
  for (const [name, entry] of ledger) {
    const listed = leads.get(name)!
    const { events: raw } = await central.api<{ events: unknown[] }>(`/leads/${listed.id}/events`)
    const events = raw.map((e) => leadEvent.parse(e))
    expect(new Set(events.map((e) => e.id)).size, `${name}: no event twice`).toBe(events.length)

    const answers = events
      .filter((e) => e.type === 'field.answered')
      .map((e) => ({ field: e.payload.field, value: e.payload.value }))
    expect(answers, `${name}: answers`).toEqual(entry.answers)
    expect(count(events, 'call.started'), `${name}: calls`).toBe(1)
    const finished = events.flatMap((e) => (e.type === 'call.finished' ? [e.payload.disposition] : []))
    expect(finished, `${name}: outcome`).toEqual([entry.outcome])
    expect(count(events, 'callback.scheduled'), `${name}: callbacks`).toBe(entry.callback ? 1 : 0)
    expect(
      listed.lead.notes.map((n) => n.text),
      `${name}: notes`,
    ).toEqual(entry.note ? [entry.note] : [])

    expect(JSON.stringify(fold(null, events)), `${name}: folds to what central holds`).toBe(
      JSON.stringify(listed.lead),
    )
    const asOf = new Date(officeNow()).toISOString().slice(0, 10)
    const decision = decide(compiled, listed.lead, asOf)
    expect(listed.route, `${name}: route`).toBe(decision.route)
    expect(listed.score, `${name}: score`).toEqual({
      low: decision.low,
      high: decision.high,
      expected: decision.expected,
    })
  }
}

const count = (events: readonly LeadEvent[], type: LeadEvent['type']) =>
  events.filter((e) => e.type === type).length
