import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combine, componentsOf } from '../../shared/events/combine.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Fact, Lead } from '../../shared/lead/lead.ts'
import { Desk, Log, type Step } from './desks.ts'

const pick = fc.nat({ max: 9 })
const value = fc.constantFrom('a', 'bb', 'ccc')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('respond' as const), lead: fc.integer({ min: 1, max: 5 }), value }),
  fc.record({ do: fc.constant('answer' as const), lead: pick, value }),
  fc.record({ do: fc.constant('call' as const), lead: pick, doNotCall: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), lead: pick, other: pick }) },
  fc.record({ do: fc.constant('undo' as const), merge: pick }),
  fc.record({ do: fc.constant('keepApart' as const), lead: pick, other: pick }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sync' as const), again: fc.nat({ max: 2 }) }) },
)
const run = fc.array(fc.tuple(fc.nat({ max: 2 }), step), { minLength: 6, maxLength: 40 })

interface Ended {
  desks: Desk[]
  log: Log
}

/** Two to five leads are there from the start; then three desks do what they do, and at last everybody has everything. */
function play(steps: [number, Step][]): Ended {
  const log = new Log()
  const next = { event: 0, minute: 0 }
  const desks = ['d1', 'd2', 'd3'].map((name) => new Desk(name, log, next))
  desks[0]!.take({ do: 'respond', lead: 1, value: 'a' })
  desks[1]!.take({ do: 'respond', lead: 2, value: 'bb' })
  for (const [desk, what] of steps) desks[desk]!.take(what)
  return { desks: synced(desks), log }
}

function synced(desks: Desk[]): Desk[] {
  for (let round = 0; round < 2; round += 1) for (const d of desks) d.sync()
  return desks
}

const shown = (parts: Lead[][]) => parts.map((p) => [p.map((x) => x.id), JSON.stringify(combine(p))])

function byLead(events: readonly LeadEvent[]): Map<string, LeadEvent[]> {
  const groups = new Map<string, LeadEvent[]>()
  for (const e of events) groups.set(e.leadId, [...(groups.get(e.leadId) ?? []), e])
  return groups
}

const foldAll = (events: readonly LeadEvent[]): Lead[] =>
  [...byLead(events).values()].map((own) => fold(null, own))

/** Every fact that a lead is made of. */
function factsOf(lead: Lead): Fact[] {
  return [
    ...Object.values(lead.fields).flat(),
    ...lead.responses,
    ...lead.notes,
    ...lead.consents,
    ...lead.doNotCall.given,
    ...lead.doNotCall.lifted,
    ...lead.merges,
    ...lead.merges.flatMap((m) => m.undone ?? []),
    ...lead.keptApart,
  ]
}

function checkProvenance(lead: Lead, events: readonly LeadEvent[]): void {
  const byId = new Map(events.map((e) => [e.id, e]))
  for (const fact of factsOf(lead)) {
    const e = byId.get(fact.event)
    expect(e).toBeDefined()
    expect(fact.actor).toBe(e!.actor)
  }
  for (const [field, versions] of Object.entries(lead.fields)) {
    for (const v of versions) {
      const e = byId.get(v.event)!
      const told =
        e.type === 'lead.captured'
          ? { value: (e.payload.fields as Record<string, unknown>)[field], channel: 'web', label: e.device }
          : { value: (e.payload as { value: unknown }).value, channel: 'desk', label: '' }
      expect({ value: v.value, ...v.source }).toEqual(told)
    }
    expect(new Set(versions.map((v) => v.event)).size).toBe(versions.length)
  }
}

/** Nothing is lost, and nothing counted twice. */
function checkCounts(lead: Lead, events: readonly LeadEvent[]): void {
  const count = (type: LeadEvent['type']) => events.filter((e) => e.type === type).length
  expect(lead.responses).toHaveLength(count('lead.captured'))
  expect(lead.merges).toHaveLength(count('lead.merged'))
  expect(lead.keptApart).toHaveLength(count('lead.keptApart'))
  const calls = events.flatMap((e) =>
    e.type.startsWith('call.') ? (e.payload as { call: string }).call : [],
  )
  expect(lead.calls.map((c) => c.id).sort()).toEqual([...new Set(calls)].sort())
  const answers = count('field.answered')
  expect(lead.fields.timeline?.length ?? 0).toBe(answers)
}

function check({ desks, log }: Ended): void {
  const expected = shown(componentsOf(foldAll(log.events)))
  expect(shown(componentsOf(foldAll(log.events.toReversed())))).toEqual(expected)
  for (const desk of desks) expect(shown(desk.components())).toEqual(expected)
  const eventsOf = byLead(log.events)
  for (const parts of desks[0]!.components()) {
    const events = parts.flatMap((p) => eventsOf.get(p.id) ?? [])
    checkProvenance(combine(parts), events)
    checkCounts(combine(parts), events)
  }
}

describe('three desks that merge and undo', () => {
  test('[MG1] [MG5] end with the same components, the same leads and the same provenance', () => {
    fc.assert(
      fc.property(run, (steps) => check(play(steps))),
      { numRuns: 400 },
    )
  })

  test('[MG6] undoing all merges gives back exactly the parts', () => {
    fc.assert(
      fc.property(run, (steps) => {
        const { desks, log } = play(steps)
        desks[2]!.undoAll()
        synced(desks)
        const eventsOf = byLead(log.events)
        for (const desk of desks) {
          const components = desk.components()
          expect(components.map((c) => c.length)).toEqual(components.map(() => 1))
          expect(components.map(([p]) => p!.id)).toEqual([...eventsOf.keys()].sort())
          for (const [part] of components) {
            expect(JSON.stringify(part)).toBe(JSON.stringify(fold(null, eventsOf.get(part!.id)!)))
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
