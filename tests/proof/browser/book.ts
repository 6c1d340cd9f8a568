import type { LeadEvent } from '../../../shared/events/event.ts'

/** What a person did at a desk, so named that it is found again among the events at central. */
export type Deed = string

/** What the screen called saved, and what it had not yet said anything of when the machine died. */
export interface Book {
  saved: Set<Deed>
  unsure: Set<Deed>
}

export const newBook = (): Book => ({ saved: new Set(), unsure: new Set() })

export const deed = {
  note: (text: string): Deed => `note ${text}`,
  answer: (lead: string, field: string, value: string): Deed => `answer ${lead} ${field} ${value}`,
  /** The calls of one lead count from 1. */
  call: (lead: string, count: number): Deed => `call ${count} of ${lead}`,
  outcome: (lead: string, count: number): Deed => `outcome ${count} of ${lead}`,
}

/** The deeds that these events of one desk are, with how often each is there. `names`: of leads, by id. */
export function deedsOf(events: readonly LeadEvent[], names: ReadonlyMap<string, string>): Map<Deed, number> {
  const found = new Map<Deed, number>()
  const counts = new Map<string, number>()
  const next = (kind: string) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    return counts.get(kind)!
  }
  for (const event of events) {
    const lead = names.get(event.leadId) ?? event.leadId
    let done: Deed | null = null
    if (event.type === 'note.written') done = deed.note(event.payload.text)
    if (event.type === 'field.answered')
      done = deed.answer(lead, event.payload.field, String(event.payload.value))
    if (event.type === 'call.started') done = deed.call(lead, next(`call ${lead}`))
    if (event.type === 'call.finished') done = deed.outcome(lead, next(`outcome ${lead}`))
    if (done) found.set(done, (found.get(done) ?? 0) + 1)
  }
  return found
}

/** What is wrong with what central has: a saved deed that is not there, one that is there twice, one that nobody did. */
export function faultsIn(book: Book, central: ReadonlyMap<Deed, number>): string[] {
  return [
    ...[...book.saved].filter((d) => !central.has(d)).map((d) => `lost: ${d}`),
    ...[...central].filter(([, times]) => times > 1).map(([d, times]) => `${times} times: ${d}`),
    ...[...central.keys()]
      .filter((d) => !book.saved.has(d) && !book.unsure.has(d))
      .map((d) => `done by nobody: ${d}`),
  ]
}
