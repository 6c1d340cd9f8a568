import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingest } from '../../central/store/events/ingest.ts'
import { refreshLeads } from '../../central/store/leads/refresh-leads.ts'
import { combine, componentsOf } from '../../shared/events/combine.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { play, run } from '../events/play.ts'
import fc from '../setup/fc.ts'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

let central: TestCentral
let sue: TestDevice
/** A Tuesday morning, when people in London may be called. */
const ahead = Date.parse('2026-11-24T10:00:00.000Z') - Date.now()
const now = () => Date.now() + ahead
beforeAll(async () => {
  central = await testCentral({ now })
  sue = await central.signIn(central.people.sue)
})
afterAll(() => central.dispose())

const rowsOf = async (ids: string[]) =>
  central.store.db
    .selectFrom('leads')
    .select(['id', 'component', 'state', 'owner', 'stage', 'version'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
const merged = (leadId: string, other: string, merge = newId()) =>
  sue.event({ leadId, type: 'lead.merged', payload: { merge, other } })

describe('at once', () => {
  it('[MG7] merges that meet in one lead make one component, every time', async () => {
    for (let round = 0; round < 15; round += 1) {
      const ids = Array.from({ length: 5 }, newId)
      await sue.sync(ids.map((id) => sue.captured(id)))
      const [a, b, c, d, e] = ids as [string, string, string, string, string]
      const sent = [merged(a, b), merged(b, c), merged(e, d), merged(d, c), merged(c, a)]
      const answers = await Promise.all(
        sent.map((m) => sue.post([m, sue.answered(m.leadId, 'need', 'none')])),
      )
      for (const answer of answers) {
        const { verdicts } = (await answer.json()) as { verdicts: { verdict: string }[] }
        expect(verdicts.map((v) => v.verdict)).toEqual(['applied', 'applied'])
      }
      const rows = await rowsOf(ids)
      expect(rows.map((r) => r.component)).toEqual(ids.map(() => a))
      expect(new Set(rows.map((r) => r.version)).size).toBe(1)
    }
  })

  it('[MG7] merging, undoing, answering and giving away one component at once loses nothing', async () => {
    const ids = Array.from({ length: 4 }, newId) as [string, string, string, string]
    await sue.sync(ids.map((id) => sue.captured(id)))
    const merges = ids.slice(1).map((id, i) => merged(ids[i]!, id))
    const undo = (m: LeadEvent) =>
      sue.event({
        leadId: m.leadId,
        type: 'merge.undone',
        payload: { merge: (m.payload as { merge: string }).merge, reason: '' },
      })
    await sue.sync(merges)
    const give = async (to: string | null) => {
      const leads = (await rowsOf(ids)).map(({ id, version }) => ({ id, version }))
      return sue.api('POST', '/assignments', { leads, to })
    }
    const answers = await Promise.all([
      sue.post([undo(merges[1]!)]),
      sue.post(ids.map((id) => sue.answered(id, 'budget', 'none'))),
      give(central.people.ana.id),
      sue.post([merged(ids[3], ids[0])]),
      sue.post([undo(merges[0]!), sue.answered(ids[2], 'need', 'none')]),
      give(central.people.ben.id),
      sue.post(ids.map((id) => sue.answered(id, 'timeline', 'later')).reverse()),
    ])
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 200))
    const rows = await rowsOf(ids)
    const expected = componentsOf(rows.map((r) => r.state))
    expect(expected.map((c) => c.map((p) => p.id))).toEqual([[ids[0], ids[2], ids[3]], [ids[1]]])
    for (const component of expected) {
      const own = rows.filter((r) => component.some((p) => p.id === r.id))
      for (const key of ['component', 'owner', 'stage', 'version'] as const)
        expect(new Set(own.map((r) => r[key])).size).toBe(1)
      expect(own[0]!.component).toBe(component[0]!.id)
    }
    for (const r of rows) {
      expect(r.state.fields.budget).toHaveLength(1)
      expect(r.state.fields.timeline).toHaveLength(1)
    }
  })
})

describe('the pool, while its leads are merged', () => {
  it('[MG7] [AS11] gives each lead once and whole', async () => {
    const { ana, ben } = central.people
    const [one, two] = [await central.signIn(ana), await central.signIn(ben)]
    const ids = Array.from({ length: 40 }, newId)
    await sue.sync(ids.map((id) => sue.captured(id)))
    await sue.api('POST', '/assignments', { leads: ids.map((id) => ({ id, version: 1 })), to: null })
    const merges = Array.from({ length: 12 }, (_, i) => merged(ids[3 * i]!, ids[3 * i + 1 + (i % 2)]!))
    const day = 86_400_000
    const [sent, claims] = await Promise.all([
      Promise.all(merges.map((m) => sue.post([m]))),
      Promise.all(
        Array.from({ length: 16 }, async (_, i) =>
          (await (i % 2 ? one : two).api('POST', '/pool/claim')).json(),
        ),
      ),
      refreshLeads(central.store, now() + day),
    ])
    expect(sent.map((a) => a.status)).toEqual(sent.map(() => 200))
    const given = claims.flatMap((c: { parts: { lead: { id: string } }[] }) => c.parts.map((p) => p.lead.id))
    expect(given.length).toBeGreaterThan(15)
    expect(new Set(given).size).toBe(given.length)
    const rows = await rowsOf(ids)
    for (const { component } of rows) {
      const parts = rows.filter((r) => r.component === component)
      expect(parts.map((p) => p.id)).toContain(component)
      for (const key of ['owner', 'stage', 'version'] as const)
        expect(new Set(parts.map((p) => p[key])).size).toBe(1)
    }
    const owned = rows.filter((r) => r.owner !== null)
    expect(owned.map((r) => r.id)).toEqual(expect.arrayContaining(given))
    const { rows: open } = await sql<{ lead: string; owner: string | null }>`
      select lead, owner from assignments where to_change is null and lead = any(${ids}::uuid[]) order by lead`.execute(
      central.store.db,
    )
    expect(open).toEqual(rows.map((r) => ({ lead: r.id, owner: r.owner })))
  })
})

/** The events of a run under ids of its own, so that runs share one database. */
function inOwnIds(events: readonly LeadEvent[]): LeadEvent[] {
  const prefix = v7().slice(-8)
  return JSON.parse(JSON.stringify(events).replaceAll('"01900000-', `"${prefix}-`)) as LeadEvent[]
}

function foldAll(events: readonly LeadEvent[]): Lead[] {
  const ids = [...new Set(events.map((e) => e.leadId))]
  return ids.map((id) =>
    fold(
      null,
      events.filter((e) => e.leadId === id),
    ),
  )
}

describe('three desks that sync with central at once', () => {
  it('[MG5] central ends with the components and leads that anybody folds, byte for byte', async () => {
    const batches = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(run, batches, async (steps, sizes) => {
        const events = inOwnIds(play(steps).log.events)
        await Promise.all(['d1', 'd2', 'd3'].map((desk) => sendAll(byDevice(events, desk), sizes)))
        const parts = foldAll(events)
        const rows = await rowsOf(parts.map((p) => p.id))
        const shown = componentsOf(rows.map((r) => r.state)).map((c) => JSON.stringify(combine(c)))
        expect(shown).toEqual(componentsOf(parts).map((c) => JSON.stringify(combine(c))))
        const components = new Map(componentsOf(parts).flatMap((c) => c.map((p) => [p.id, c[0]!.id])))
        for (const r of rows) {
          expect(r.component).toBe(components.get(r.id))
          const anchor = rows.find((x) => x.id === r.component)!
          const { owner, stage, version } = anchor
          expect(r).toMatchObject({ owner, stage, version })
        }
      }),
      { numRuns: 25 },
    )
  })
})

const byDevice = (events: readonly LeadEvent[], device: string) => events.filter((e) => e.device === device)

/** A desk's batches, one after the other, some twice. What waits for another desk's events is parked, and sent again. */
async function sendAll(events: readonly LeadEvent[], sizes: readonly number[]): Promise<void> {
  const { ana } = central.people
  let waiting = [...events]
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round > 200) throw new Error(`never taken: ${JSON.stringify(waiting[0])}`)
    const batch = waiting.slice(0, sizes[round % sizes.length])
    const again = round % 3 === 0 ? batch : []
    const verdicts = await ingest(central.store, {
      events: [...batch, ...again],
      now: now(),
      ownerOfNew: () => ana.id,
    })
    const refused = new Set(verdicts.filter((v) => v.verdict === 'rejected').map((v) => v.id))
    waiting = [...waiting.slice(batch.length), ...batch.filter((e) => refused.has(e.id))]
  }
}
