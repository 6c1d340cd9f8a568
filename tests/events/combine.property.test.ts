import { describe, expect, test } from 'vitest'
import { combine } from '../../shared/events/combine.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import fc from '../setup/fc.ts'
import { leadEvents } from './arbitrary-events.ts'
import { id, LEAD } from './events.ts'

const PARTS = [LEAD, id(2, 0xa), id(3, 0xa)]
const bytes = (lead: Lead) => JSON.stringify(lead)

/** Events of one campaign, spread over three parts. The one campaign: edges exist within one only. */
const spread = leadEvents.chain((events) =>
  fc.tuple(...events.map(() => fc.constantFrom(...PARTS))).map((leads) =>
    events.map((e, i): LeadEvent => {
      const leadId = leads[i]!
      return e.type === 'lead.captured'
        ? { ...e, leadId, payload: { ...e.payload, campaign: 'spring' } }
        : { ...e, leadId }
    }),
  ),
)

const foldParts = (events: readonly LeadEvent[]): Lead[] =>
  PARTS.flatMap((part) => {
    const own = events.filter((e) => e.leadId === part)
    return own.length === 0 ? [] : [fold(null, own)]
  })

describe('combine', () => {
  test('[MG3] gives what folding all events of all parts as one lead gives, byte for byte', () => {
    fc.assert(
      fc.property(spread, (events) => {
        const parts = foldParts(events)
        const anchor = parts[0]!.id
        const asOne = fold(
          null,
          events.map((e) => ({ ...e, leadId: anchor })),
        )
        expect(bytes(combine(parts))).toBe(bytes(asOne))
      }),
      { numRuns: 1500 },
    )
  })

  test('[MG4] the order of parts, parts given twice and parts combined before make no difference', () => {
    const order = fc.tuple(spread, fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 6 }))
    fc.assert(
      fc.property(order, ([events, picks]) => {
        const parts = foldParts(events)
        const all = bytes(combine(parts))
        const again = picks.flatMap((p) => parts[p] ?? [])
        expect(bytes(combine(again))).toBe(all)
        if (parts.length === 3) {
          expect(bytes(combine([combine([parts[0]!, parts[1]!]), parts[2]!]))).toBe(all)
          expect(bytes(combine([parts[0]!, combine([parts[1]!, parts[2]!])]))).toBe(all)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('[MG3] changes none of its parts, and one part is itself', () => {
    fc.assert(
      fc.property(spread, (events) => {
        const parts = foldParts(events)
        const before = parts.map(bytes)
        combine(parts)
        expect(parts.map(bytes)).toEqual(before)
        for (const p of parts) expect(bytes(combine([p]))).toBe(bytes(p))
      }),
      { numRuns: 200 },
    )
  })
})
