import { v7 } from 'uuid'
import type { Draft } from '../../../../renderer/db/draft.ts'
import { FaultError } from '../../../../renderer/db/errors.ts'
import { List } from '../../../../renderer/db/memory/list.ts'
import { createPolicyBook } from '../../../../renderer/db/memory/policy-book.ts'
import { rowOf } from '../../../../renderer/db/memory/row-of.ts'
import type { Reader } from '../../../../renderer/db/ports.ts'
import type { LeadRow, LeadView, ParkedEvent } from '../../../../renderer/db/views.ts'
import type { Api, Desk } from '../../../../renderer/flow/desk.ts'
import { combine, componentsOf } from '../../../../shared/events/combine.ts'
import type { LeadEvent } from '../../../../shared/events/event.ts'
import { fold } from '../../../../shared/events/fold.ts'
import { hybridClock } from '../../../../shared/events/stamp.ts'
import { suppressionKey } from '../../../../shared/lead/suppression.ts'
import { DEFAULT_POLICY } from '../../../../shared/policy/default-policy.ts'
import { explain } from '../../../../shared/policy/explain.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import type { LeadSnapshot, Person, SuppressionList } from '../../../../shared/sync/protocol.ts'
import { officeNow } from '../../../setup/office-hours.ts'
import { sampleDuplicates } from './sample-duplicates.ts'
import { sampleLeads } from './sample-leads.ts'

export const PEOPLE: Person[] = [
  {
    id: 'ana',
    name: 'Ana Moreira',
    email: 'ana@leadwright.example',
    role: 'agent',
    active: true,
    team: null,
  },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@leadwright.example', role: 'agent', active: true, team: null },
  {
    id: 'chloe',
    name: 'Chloe Martin',
    email: 'chloe@leadwright.example',
    role: 'agent',
    active: true,
    team: null,
  },
  {
    id: 'judith',
    name: 'Judith Bauer',
    email: 'judith@leadwright.example',
    role: 'supervisor',
    active: true,
    team: null,
  },
  {
    id: 'sam',
    name: 'Sam Oduya',
    email: 'sam@leadwright.example',
    role: 'administrator',
    active: true,
    team: null,
  },
]
const LISTS: SuppressionList[] = []
const CAMPAIGN = { id: 'expo', name: 'Spring expo 2026', policyVersion: 1 }
const OTHERS = [
  { id: 'autumn', name: 'Autumn webinars for machine builders and their suppliers', policyVersion: 1 },
  { id: 'web', name: 'Web forms', policyVersion: 1 },
]

export interface MemoryDesk extends Desk {
  /** What was committed, in order. */
  committed: Draft[]
  /** What another person (Ben) did, as it comes by sync. */
  elsewhere(drafts: readonly Draft[]): void
  /** Somebody gives the lead to a person. */
  assign(id: string, owner: string): void
  /** The lead leaves this machine. */
  remove(id: string): void
  /** The same, on the person's request. */
  erase(id: string): void
  /** Called before every commit resolves: a test holds it back, or lets it fail. */
  beforeSaved: () => Promise<void>
}

interface Options {
  leads?: number
  me?: string
  /** Epoch milliseconds at which the clock stands; without it it runs, from a moment at which most people may be called. */
  at?: number
  api?: Api
  parked?: ParkedEvent[]
  /** With leads that are likely, merged with, or invalid beside the others. */
  duplicates?: boolean
  /** What the campaign's policy has otherwise than the default one. */
  policy?: Partial<Policy>
  /** Numbers on a suppression list. */
  suppressed?: readonly string[]
  /** How many there are; the leads are of the first. */
  campaigns?: number
  /** Whose the leads are, by their number. */
  ownerOf?: (n: number) => string | null
}

const noApi: Api = {
  request: () =>
    Promise.reject(
      new FaultError({ kind: 'unavailable', message: 'Central cannot be reached.' }, { unreached: true }),
    ),
  url: (path) => `/api/v1/${path}`,
}

/** The real flows and the real rules over leads that live in memory only. */
export function memoryDesk(options: Options = {}): MemoryDesk {
  const {
    leads = 3,
    me = 'ana',
    at,
    api = noApi,
    parked = [],
    duplicates = false,
    policy = {},
    suppressed = [],
    campaigns: manyCampaigns = 1,
    ownerOf = () => 'ana',
  } = options
  const campaigns = [CAMPAIGN, ...OTHERS].slice(0, manyCampaigns)
  const now = () => at ?? officeNow()
  const book = createPolicyBook({
    campaigns: campaigns.map((c) => ({ ...c, policyVersion: policy.version ?? 1 })),
    policies: campaigns.map((c) => ({ ...DEFAULT_POLICY, ...policy, name: c.id })),
  })
  const keys = suppressed.map((n) => suppressionKey('phone', n))
  const listed = (key: number) => (keys.includes(key) ? 'Robinson list' : null)
  const ground = (campaign: string) => ({ policy: book.policy(campaign), suppressedBy: listed })
  const light = { book, me, ground, calendarOf: () => null }
  const clock = hybridClock('story')
  const snapshots = new Map<string, LeadSnapshot>()
  const listeners = new Set<() => void>()
  const pending = new Map<string, number>()
  const rowsById = new Map<string, LeadRow>()
  let rows = new List<LeadRow>([])
  let erased: ReadonlySet<string> = new Set()

  // Part id -> the ids of its component, its own first; leads that nothing was merged with are left out.
  let merged = new Map<string, readonly string[]>()
  const partIds = (id: string) => merged.get(id) ?? [id]
  const wholeOf = (id: string): LeadSnapshot | undefined => {
    const parts = partIds(id).flatMap((p) => snapshots.get(p) ?? [])
    if (parts.length < 2) return parts[0]
    return parts[0] && { ...parts[0], lead: combine(parts.map((p) => p.lead)) }
  }
  const derive = (id: string) => {
    const ids = partIds(id)
    for (const part of ids.slice(1)) rowsById.delete(part)
    const snapshot = wholeOf(id)
    if (!snapshot) return
    const waits = ids.some((part) => pending.has(part))
    rowsById.set(ids[0]!, rowOf(snapshot, ids, waits, light, now()))
  }
  const regroup = () => {
    const before = merged
    const groups = componentsOf([...snapshots.values()].map((s) => s.lead)).filter((g) => g.length > 1)
    merged = new Map(groups.flatMap((g) => g.map((l) => [l.id, g.map((p) => p.id)])))
    for (const id of new Set([...before.keys(), ...merged.keys()])) derive(id)
  }
  const changed = () => {
    rows = List.of([...rowsById.values()])
    for (const listener of listeners) listener()
  }
  const more = duplicates ? sampleDuplicates(now()) : []
  const samples = [...sampleLeads(leads, now()), ...more]
  samples.forEach((events, n) => {
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
  if (duplicates) regroup()
  changed()

  const opened = new Set<string>()
  const leadAtHand = (id: string): LeadView | null => {
    const snapshot = wholeOf(id)
    const row = rowsById.get(partIds(id)[0]!)
    if (!snapshot || !row) return null
    const day = new Date(now()).toISOString().slice(0, 10)
    const explanation = explain(book.compiled(snapshot.lead.campaign), snapshot.lead, day)
    return {
      row,
      snapshot,
      explanation,
      waiting: row.parts.reduce((n, part) => n + (pending.get(part) ?? 0), 0),
    }
  }
  const reader: Reader = {
    list: () => rows,
    rows: () => rows.toArray(),
    row: (id) => rowsById.get(partIds(id)[0]!),
    snapshot: async (id) => wholeOf(id) ?? null,
    async *snapshots(ids) {
      yield ids.flatMap((id) => wholeOf(id) ?? [])
    },
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
    teams: () => [],
    campaigns: () => campaigns,
    policy: (campaign) => book.policy(campaign),
    parts: async (id) => partIds(id).flatMap((part) => snapshots.get(part)?.lead ?? []),
    ground,
    suppressionLists: () => LISTS,
    listsKnown: () => true,
    parked: async () => parked,
    erased: () => erased,
  }

  const write = (draft: Draft, actor: string) => {
    const event = { ...draft, id: v7(), stamp: clock.next(now()), actor, device: 'story' } as LeadEvent
    const old = snapshots.get(draft.leadId)
    const lead = fold(old?.lead ?? null, [event])
    const fresh = {
      owner: me,
      version: 1,
      stage: 'open' as const,
      assignedAt: new Date(now()).toISOString(),
    }
    snapshots.set(draft.leadId, { ...(old ?? fresh), lead })
    if (draft.type === 'lead.merged' || draft.type === 'merge.undone') regroup()
    else derive(draft.leadId)
  }
  const desk: MemoryDesk = {
    reader,
    committed: [],
    elsewhere(drafts) {
      for (const draft of drafts) write(draft, 'ben')
      changed()
    },
    beforeSaved: async () => undefined,
    remove(id) {
      snapshots.delete(id)
      rowsById.delete(id)
      changed()
    },
    assign(id, owner) {
      const snapshot = snapshots.get(id)
      if (snapshot) snapshots.set(id, { ...snapshot, owner, version: snapshot.version + 1 })
      derive(id)
      changed()
    },
    erase(id) {
      erased = new Set([...erased, id])
      desk.remove(id)
    },
    transactor: {
      async commit(drafts) {
        await desk.beforeSaved()
        for (const draft of drafts) {
          write(draft, me)
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
