import { v7 } from 'uuid'
import type { Draft } from '../../../../renderer/db/draft.ts'
import { createPolicyBook } from '../../../../renderer/db/policy-book.ts'
import type { Reader } from '../../../../renderer/db/ports.ts'
import { rowOf } from '../../../../renderer/db/row-of.ts'
import type { LeadRow, LeadView, ParkedEvent } from '../../../../renderer/db/views.ts'
import type { Api, Desk } from '../../../../renderer/flow/desk.ts'
import type { LeadEvent } from '../../../../shared/events/event.ts'
import { fold } from '../../../../shared/events/fold.ts'
import { hybridClock } from '../../../../shared/events/stamp.ts'
import { explain } from '../../../../shared/policy/explain.ts'
import type { LeadSnapshot, Person } from '../../../../shared/sync/protocol.ts'
import { officeNow } from '../../../setup/office-hours.ts'
import { sampleLeads } from './sample-leads.ts'

export const PEOPLE: Person[] = [
  { id: 'ana', name: 'Ana Moreira', email: 'ana@leadwright.example', role: 'agent', active: true },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@leadwright.example', role: 'agent', active: true },
  { id: 'chloe', name: 'Chloe Martin', email: 'chloe@leadwright.example', role: 'agent', active: true },
  {
    id: 'judith',
    name: 'Judith Bauer',
    email: 'judith@leadwright.example',
    role: 'supervisor',
    active: true,
  },
]
const CAMPAIGN = { id: 'expo', name: 'Spring expo 2026', policyVersion: 1 }

export interface MemoryDesk extends Desk {
  /** What was committed, in order. */
  committed: Draft[]
  /** The lead leaves this machine. */
  remove(id: string): void
  /** Called before every commit resolves: a test holds it back, or lets it fail. */
  beforeSaved: () => Promise<void>
}

interface Options {
  leads?: number
  me?: string
  /** Epoch milliseconds at which the clock stands; the machine's own clock without it. */
  at?: number
  api?: Api
  parked?: ParkedEvent[]
  /** Whose the leads are, by their number. */
  ownerOf?: (n: number) => string | null
}

const noApi: Api = {
  request: () => Promise.reject(new Error('Central cannot be reached.')),
  url: (path) => `/api/v1/${path}`,
}

/** The real flows and the real rules over leads that live in memory only. */
export function memoryDesk(options: Options = {}): MemoryDesk {
  const { leads = 3, me = 'ana', at, api = noApi, parked = [], ownerOf = () => 'ana' } = options
  const now = () => at ?? officeNow()
  const book = createPolicyBook({ campaigns: [CAMPAIGN], policies: [] })
  const ground = (campaign: string) => ({ policy: book.policy(campaign), suppressedBy: () => null })
  const clock = hybridClock('story')
  const snapshots = new Map<string, LeadSnapshot>()
  const listeners = new Set<() => void>()
  const pending = new Map<string, number>()
  const rowsById = new Map<string, LeadRow>()
  let rows: readonly LeadRow[] = []

  const derive = (id: string) => {
    const snapshot = snapshots.get(id)
    if (snapshot) rowsById.set(id, rowOf(snapshot, [id], pending.has(id), { book, me, ground }, now()))
  }
  const changed = () => {
    rows = [...rowsById.values()]
    for (const listener of listeners) listener()
  }
  sampleLeads(leads, now()).forEach((events, n) => {
    const lead = fold(null, events)
    snapshots.set(lead.id, {
      lead,
      owner: ownerOf(n),
      version: 1,
      stage: 'open',
      assignedAt: new Date(now() - (n + 1) * 3_600_000).toISOString(),
    })
    derive(lead.id)
  })
  changed()

  const opened = new Set<string>()
  const leadAtHand = (id: string): LeadView | null => {
    const snapshot = snapshots.get(id)
    const row = rowsById.get(id)
    if (!snapshot || !row) return null
    const day = new Date(now()).toISOString().slice(0, 10)
    const explanation = explain(book.compiled(snapshot.lead.campaign), snapshot.lead, day)
    return { row, snapshot, explanation, waiting: pending.get(id) ?? 0 }
  }
  const reader: Reader = {
    rows: () => rows,
    row: (id) => rowsById.get(id),
    snapshot: async (id) => snapshots.get(id) ?? null,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async lead(id) {
      opened.add(id)
      return leadAtHand(id)
    },
    // As on a real machine: a lead is in memory once it was opened.
    leadAtHand: (id) => (opened.has(id) ? leadAtHand(id) : null),
    withKeys: () => [],
    people: () => PEOPLE,
    campaigns: () => [CAMPAIGN],
    policy: (campaign) => book.policy(campaign),
    parts: async (id) => (snapshots.has(id) ? [snapshots.get(id)!.lead] : []),
    ground,
    suppressionLists: () => [],
    parked: async () => parked,
  }

  const desk: MemoryDesk = {
    reader,
    committed: [],
    beforeSaved: async () => undefined,
    remove(id) {
      snapshots.delete(id)
      rowsById.delete(id)
      changed()
    },
    transactor: {
      async commit(drafts) {
        await desk.beforeSaved()
        for (const draft of drafts) {
          const event = {
            ...draft,
            id: v7(),
            stamp: clock.next(now()),
            actor: me,
            device: 'story',
          } as LeadEvent
          const old = snapshots.get(draft.leadId)
          const lead = fold(old?.lead ?? null, [event])
          const fresh = {
            owner: me,
            version: 1,
            stage: 'open' as const,
            assignedAt: new Date(now()).toISOString(),
          }
          snapshots.set(draft.leadId, { ...(old ?? fresh), lead })
          pending.set(draft.leadId, (pending.get(draft.leadId) ?? 0) + 1)
          derive(draft.leadId)
          desk.committed.push(draft)
        }
        changed()
      },
      adopt: async () => undefined,
      retryParked: async () => undefined,
      dismissParked: async () => undefined,
    },
    api,
    me: PEOPLE.find((p) => p.id === me) ?? PEOPLE[0]!,
    now,
    newId: () => v7(),
  }
  return desk
}
