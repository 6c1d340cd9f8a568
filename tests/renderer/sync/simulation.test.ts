import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import type { Reader } from '../../../renderer/db/ports.ts'
import { runRound } from '../../../renderer/sync/engine.ts'
import { combine, componentsOf, liveEdges } from '../../../shared/events/combine.ts'
import { foldStamp, type LeadEvent, leadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import type { LeadSnapshot, SyncRequest, SyncResponse } from '../../../shared/sync/protocol.ts'
import { answerDraft, captureDraft, foreignEvent, mergeDraft, response, undoDraft } from '../support/leads.ts'
import { createMachine, type Machine, type Running, SMALL_PAGES, START } from '../support/machine.ts'

/** Small and fast, and the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Central in a few lines: a log of events by id; every lead is in everybody's view. */
function simpleCentral() {
  const events = new Map<string, LeadEvent>()
  const log: string[] = []
  const ofLead = (id: string) => [...events.values()].filter((e) => e.leadId === id)
  const snapshotOf = (id: string): LeadSnapshot => ({
    lead: fold(null, ofLead(id)),
    owner: null,
    version: 1,
    stage: 'open',
    assignedAt: new Date(START).toISOString(),
  })
  const add = (event: LeadEvent) => {
    if (events.has(event.id)) return 'duplicate' as const
    events.set(event.id, event)
    log.push(event.leadId)
    return 'applied' as const
  }
  return {
    events,
    add,
    snapshotOf,
    leads: () => [...new Set(log)],
    answer(request: SyncRequest, page: number): SyncResponse {
      const verdicts = request.events.map((e) => {
        const event = leadEvent.parse(e)
        return { id: event.id, verdict: add(event) }
      })
      const from = Number(request.cursor ?? 0)
      const to = Math.min(log.length, from + page)
      const leads = [...new Set(log.slice(from, to))].map(snapshotOf)
      return response({ verdicts, cursor: String(to), more: to < log.length, changes: { leads } })
    },
  }
}

const FIELDS = ['budget', 'timeline', 'need'] as const
const VALUES = { budget: ['none', 'planned'], timeline: ['later', 'm3to6'], need: ['urgent', 'curious'] }

async function simulate(seed: number) {
  const random = randomOf(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const central = simpleCentral()
  for (let n = 0; n < 4; n += 1) central.add(foreignEvent(captureDraft(v7())))
  const clock = { now: START }
  const machines: Machine[] = []
  const desks: Running[] = []
  for (let n = 0; n < 3; n += 1) {
    machines.push(await createMachine(`p-${v7()}`, clock, n === 0 ? {} : { packing: SMALL_PAGES }))
    desks.push(await machines[n]!.start())
  }
  let delayed: SyncRequest[] = []
  let saved = 0

  const answerSome = async (desk: Running) => {
    const leads = desk.reader.rows().map((r) => r.id)
    if (leads.length === 0) return
    const field = pick(FIELDS)
    await desk.transactor.commit([answerDraft(pick(leads), field, pick(VALUES[field]))])
    saved += 1
  }

  const mergeSome = async (desk: Running) => {
    const leads = desk.reader.rows().map((r) => r.id)
    const [id, other] = [pick(leads), pick(leads)]
    if (id === undefined || other === undefined || id === other) return
    await desk.transactor.commit([mergeDraft(id, other)])
    saved += 1
  }

  const undoSome = async (desk: Running) => {
    const merged = desk.reader.rows().filter((r) => r.parts.length > 1)
    if (merged.length === 0) return
    const { id } = pick(merged)
    const edges = (await desk.reader.parts(id)).flatMap(liveEdges)
    await desk.transactor.commit([undoDraft(id, pick(edges).id)])
    saved += 1
  }

  const workSome = async (desk: Running) => {
    const what = random()
    if (what < 0.7) await answerSome(desk)
    else if (what < 0.85) await mergeSome(desk)
    else await undoSome(desk)
  }

  const sendOf =
    (desk: Running) =>
    async (request: SyncRequest): Promise<SyncResponse> => {
      if (random() < 0.3) await workSome(desk)
      const fate = random()
      if (fate < 0.15) throw cut()
      if (fate < 0.25) {
        delayed.push(request)
        throw cut()
      }
      const answer = central.answer(request, 1 + Math.floor(random() * 5))
      if (fate < 0.4) throw cut()
      if (fate < 0.5) central.answer(request, 5)
      return answer
    }

  for (let step = 0; step < 60; step += 1) {
    clock.now += Math.floor(random() * 2_000)
    const n = Math.floor(random() * 3)
    const desk = desks[n]!
    const what = random()
    if (what < 0.5) {
      await workSome(desk)
    } else if (what < 0.55) {
      await desk.transactor.commit([captureDraft(v7())])
      saved += 1
    } else if (what < 0.85) {
      await roundOf(desk, sendOf(desk))
    } else if (what < 0.9) {
      for (const late of delayed) central.answer(late, 1)
      delayed = []
    } else {
      desk.store.db.close()
      const lost = pick(['nothing', 'nothing', 'database', 'journal'])
      if (lost === 'database') await machines[n]!.loseDatabase()
      if (lost === 'journal') machines[n]!.file.bytes = null
      desks[n] = await machines[n]!.start()
    }
    await showsWhatWaits(desks[n]!)
  }
  for (let n = 0; n < 2; n += 1)
    for (const desk of desks) await roundOf(desk, async (r) => central.answer(r, 3))
  return { central, machines, desks, saved }
}

async function showsWhatWaits({ port, reader }: Running) {
  for (const { event } of port.next(1000)) {
    const shown = await reader.snapshot(event.leadId)
    // Of two undoings of one merge the later one is shown.
    if (shown && event.type !== 'merge.undone')
      expect(JSON.stringify(shown.lead), 'a waiting event is shown').toContain(event.id)
  }
}

const byId = ({ rows }: Reader) => [...rows()].sort((a, b) => (a.id < b.id ? -1 : 1))

const cut = () => new FaultError({ kind: 'unavailable', message: 'cut' }, { unreached: true })

async function roundOf({ port }: Running, send: (r: SyncRequest) => Promise<SyncResponse>) {
  try {
    await runRound({ port, send, deviceState: () => 'ready', onMoved: () => undefined })
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
  }
}

describe('[SY57] desks that are cut, crash, lose a store, merge and undo merges end with the same leads as central', () => {
  it.each(Array.from({ length: 12 }, (_, n) => n + 1))('[SY57] seed %i', async (seed) => {
    const { central, machines, desks, saved } = await simulate(seed)
    expect(central.events.size - 4, 'every saved event is at central, once').toBe(saved)
    const components = componentsOf(central.leads().map((id) => central.snapshotOf(id).lead))
    const expected = components.map(combine)
    for (const { reader, port, store } of desks) {
      expect(port.waiting()).toBe(0)
      const shown = await Promise.all(expected.map(async ({ id }) => (await reader.snapshot(id))?.lead))
      expect(JSON.stringify(shown)).toBe(JSON.stringify(expected))
      const rows = reader.rows().map((r) => r.parts)
      expect(rows.sort()).toEqual(components.map((c) => c.map((p) => p.id)).sort())
      expect(await store.db.bases.count()).toBe(0)
    }
    const stamps = [...central.events.values()].map((e) => `${e.leadId} ${foldStamp(e)}`)
    expect(new Set(stamps).size, 'no stamp is given twice').toBe(stamps.length)
    for (const [n, desk] of desks.entries()) {
      await desk.stop()
      const again = await machines[n]!.start()
      expect(byId(again.reader), 'rows kept up to date are as rows made anew').toEqual(byId(desk.reader))
      await again.stop()
    }
  })
})
