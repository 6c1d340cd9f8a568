import { describe, expect, test } from 'vitest'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { FIELD_IDS } from '../../shared/lead/catalog.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import fc from '../setup/fc.ts'
import { leadEvents } from './arbitrary-events.ts'

const bytes = (lead: Lead) => JSON.stringify(lead)

/** The same events in another order, some twice, cut into batches. */
const delivery = leadEvents.chain((events) =>
  fc.record({
    events: fc.constant(events),
    order: fc.shuffledSubarray(events, { minLength: events.length }),
    again: fc.subarray(events),
    cuts: fc.array(fc.integer({ min: 0, max: events.length * 2 }), { maxLength: 4 }),
  }),
)

function inBatches(events: LeadEvent[], cuts: number[]): LeadEvent[][] {
  const ends = [...cuts.filter((c) => c < events.length).sort((a, b) => a - b), events.length]
  return ends.map((end, i) => events.slice(ends[i - 1] ?? 0, end)).filter((batch) => batch.length > 0)
}

describe('fold', () => {
  test('[EV1] gives the same bytes whatever the order, the batches and the repetitions', () => {
    fc.assert(
      fc.property(delivery, ({ events, order, again, cuts }) => {
        const batches = inBatches([...order, ...again], cuts)
        const folded = batches.reduce<Lead | null>(fold, null)
        expect(bytes(folded!)).toBe(bytes(fold(null, events)))
      }),
      { numRuns: 2000 },
    )
  })

  test('[EV1] gives the same bytes when a state that already holds an event is folded with it again', () => {
    fc.assert(
      fc.property(leadEvents, (events) => {
        const lead = fold(null, events)
        for (const e of events) expect(bytes(fold(lead, [e]))).toBe(bytes(lead))
      }),
      { numRuns: 300 },
    )
  })

  test('[EV2] does not change its base', () => {
    fc.assert(
      fc.property(leadEvents, leadEvents, (first, second) => {
        const base = fold(null, first)
        const before = bytes(base)
        fold(base, second)
        expect(bytes(base)).toBe(before)
      }),
      { numRuns: 300 },
    )
  })

  test('[EV3] survives its way through JSON', () => {
    fc.assert(
      fc.property(leadEvents, leadEvents, (first, second) => {
        const base = fold(null, first)
        const copy = JSON.parse(bytes(base)) as Lead
        expect(copy).toEqual(base)
        expect(bytes(fold(copy, second))).toBe(bytes(fold(base, second)))
      }),
      { numRuns: 300 },
    )
  })

  test('[EV3] [EV26] keeps fields in the order of the catalog, own ones by id after them, and loses no value', () => {
    fc.assert(
      fc.property(leadEvents, (all) => {
        // A response that is taken back leaves the fields (EV25).
        const events = all.filter((e) => e.type !== 'response.takenBack')
        if (events.length === 0) return
        const lead = fold(null, events)
        const ids = Object.keys(lead.fields)
        const own = ids.filter((id) => id.startsWith('own.')).sort()
        expect(ids).toEqual([...FIELD_IDS.filter((f) => ids.includes(f)), ...own])
        for (const e of events) {
          const told =
            e.type === 'lead.captured'
              ? Object.keys(e.payload.fields)
              : e.type.startsWith('field.')
                ? [(e.payload as { field: string }).field]
                : []
          for (const f of told) {
            const versions = lead.fields[f as keyof Lead['fields']]!
            expect(versions.filter((v) => v.event === e.id)).toHaveLength(1)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('[EV9] no instant of a call or a response lies after the stamp it was told under', () => {
    fc.assert(
      fc.property(leadEvents, (events) => {
        const lead = fold(null, events)
        for (const r of lead.responses) expect((r.at ?? '') <= r.stamp.slice(0, 24)).toBe(true)
        const greatest = events
          .map((e) => e.effective ?? e.stamp)
          .sort()
          .at(-1)!
        for (const c of lead.calls)
          expect(c.startedAt <= greatest && (c.finishedAt ?? '') <= greatest).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
