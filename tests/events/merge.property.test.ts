import { describe, expect, test } from 'vitest'
import { combine, componentsOf } from '../../shared/events/combine.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Fact, Lead } from '../../shared/lead/lead.ts'
import fc from '../setup/fc.ts'
import { type Ended, play, run, synced } from './play.ts'

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
    ...lead.returns,
    ...lead.outcomes,
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

/** Which leads are one, worked out from the events in the plainest way. */
function joinedBy(events: readonly LeadEvent[]): string[][] {
  const undone = new Set(events.flatMap((e) => (e.type === 'merge.undone' ? e.payload.merge : [])))
  const label = new Map(events.map((e) => [e.leadId, e.leadId]))
  const edges = events.flatMap((e) =>
    e.type === 'lead.merged' && !undone.has(e.payload.merge) ? [[e.leadId, e.payload.other] as const] : [],
  )
  for (const _ of label)
    for (const [a, b] of edges) {
      const least = [label.get(a)!, label.get(b)!].sort()[0]!
      label.set(a, least).set(b, least)
    }
  const ids = [...label.keys()].sort()
  return ids.filter((id) => label.get(id) === id).map((id) => ids.filter((x) => label.get(x) === id))
}

function check({ desks, log }: Ended): void {
  const components = desks[1]!.components().map((parts) => parts.map((p) => p.id))
  expect(components).toEqual(joinedBy(log.events))
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

/** How large the components are that runs end with: a property that nothing ever merged in would prove nothing. */
const sizes = new Set<number>()

describe('three desks that merge and undo', () => {
  test('[MG1] [MG5] end with the same components, the same leads and the same provenance', () => {
    fc.assert(
      fc.property(run, (steps) => {
        const ended = play(steps)
        for (const parts of ended.desks[0]!.components()) sizes.add(parts.length)
        check(ended)
      }),
      { numRuns: 400 },
    )
    expect(sizes).toContain(3)
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
