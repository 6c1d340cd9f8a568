import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveEdges } from '../../shared/events/combine.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { answerDraft, captureDraft, mergeDraft, undoDraft } from '../renderer/support/leads.ts'
import { type RealDesk, realDesk } from './real-desk.ts'
import { CAMPAIGN, newId, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

const desk = (person: Person) => realDesk(central, person)

const leadOf = async (id: string) => (await central.service('GET', `/leads/${id}`)).json()
const byId = <T extends { id: string }>(items: readonly T[]) =>
  [...items].sort((a, b) => (a.id < b.id ? -1 : 1))

/** The same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) / 2 ** 23
  }
}

describe('[RD8] the stores of three desks and central', () => {
  it.each([1, 2, 3, 4])(
    '[RD8] show the same leads after merges, undone merges and answers, seed %i',
    async (seed) => {
      const random = randomOf(seed)
      const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
      const { ana, ben, sue } = central.people
      const desks = [await desk(ana), await desk(ben), await desk(sue)]
      const own: string[] = []
      const capture = async ({ transactor }: RealDesk) => {
        const id = newId()
        own.push(id)
        const draft = captureDraft(id, { email: `${id}@example.com` })
        await transactor.commit([{ ...draft, payload: { ...draft.payload, campaign: CAMPAIGN } } as never])
      }
      for (const d of [...desks, ...desks]) await capture(d)
      for (let step = 0; step < 60; step += 1) {
        const { reader, transactor, round } = pick(desks)
        const here = byId(reader.rows().filter((r) => r.parts.some((id) => own.includes(id))))
        const what = random()
        if (what < 0.3 || here.length === 0) {
          await round()
        } else if (what < 0.6) {
          const value = pick(['none', 'planned', 'approved'])
          await transactor.commit([answerDraft(pick(pick(here).parts), 'budget', value)])
        } else if (what < 0.85) {
          const [a, b] = [pick(here), pick(here)]
          if (a !== b) await transactor.commit([mergeDraft(a.id, b.id)])
        } else {
          const { id } = pick(here)
          const edges = (await reader.parts(id)).flatMap(liveEdges)
          if (edges.length > 0) await transactor.commit([undoDraft(id, pick(edges).id)])
        }
      }
      for (let n = 0; n < 2; n += 1) for (const d of desks) await d.round()

      const expected = new Map<string, Awaited<ReturnType<typeof leadOf>>>()
      for (const id of own) {
        const lead = await leadOf(id)
        if (!lead.lead) throw new Error(`${id}: ${JSON.stringify(lead)}`)
        expected.set(lead.lead.id, lead)
      }
      expect(expected.size, 'some are merged').toBeLessThan(own.length)
      for (const { reader, port, person } of desks) {
        expect([port.waiting(), port.parked()], person.name).toEqual([0, 0])
        const rows = byId(reader.rows().filter((r) => r.parts.some((id) => own.includes(id))))
        const inView = byId([...expected.values()].map((l) => ({ ...l, id: l.lead.id as string }))).filter(
          (l) => person === sue || (l.owner === person.id && l.stage === 'open'),
        )
        expect(rows.map((r) => [r.parts, r.owner, r.stage, r.version, r.pending])).toEqual(
          inView.map((l) => [l.parts, l.owner, l.stage, l.version, false]),
        )
        for (const { lead, parts } of inView) {
          const shown = await reader.snapshot(parts.at(-1))
          expect(JSON.stringify(shown?.lead)).toBe(JSON.stringify(lead))
        }
      }
      for (const d of desks) await d.stop()
    },
  )

  it('[RD10] a list that central takes in bars its numbers on the desk, and central’s own list does too', async () => {
    const { ana, sue } = central.people
    const desks = [await desk(ana), await desk(sue)]
    const [first, second] = desks as [RealDesk, RealDesk]
    await first.round()
    const key = (n: number) => suppressionKey('phone', `+1757555${String(1000 + n)}`)
    const put = async (numbers: number[]) => {
      const answer = await fetch(`${central.url}/api/v1/suppressions/robinson?name=Robinson`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
        body: numbers.map((n) => `+1757555${1000 + n}`).join('\n'),
      })
      expect(answer.status).toBe(200)
    }
    await put([1, 2, 3])
    await first.round()
    await put([2, 3, 4])
    for (const { round, reader } of desks) {
      await round()
      const { suppressedBy } = reader.ground(CAMPAIGN)
      expect([1, 2, 3, 4].map((n) => suppressedBy(key(n)))).toEqual([
        null,
        'Robinson',
        'Robinson',
        'Robinson',
      ])
      expect(reader.suppressionLists().map((l) => l.name)).toContain('Robinson')
    }
    const id = newId()
    const draft = captureDraft(id, { phone: '+17575551009' })
    await second.transactor.commit([
      { ...draft, payload: { ...draft.payload, campaign: CAMPAIGN } } as never,
      {
        leadId: id,
        type: 'consent.recorded',
        payload: {
          consent: newId(),
          for: 'phone',
          given: false,
          basis: 'asked',
          text: 'No more calls',
          at: new Date().toISOString(),
        },
      },
    ])
    await second.round()
    await first.round()
    expect(first.reader.ground(CAMPAIGN).suppressedBy(key(9))).not.toBeNull()
    for (const d of desks) await d.stop()
  })
})
