import type { QueueSummary, QueuesResponse } from '../../../../shared/api/api.ts'
import type { Reassignment, ReassignPreview } from '../../../../shared/api/reassign.ts'
import { officeNow } from '../../../setup/office-hours.ts'
import { PEOPLE } from './memory-desk.ts'

const now = officeNow()
const at = (ms: number) => new Date(now + ms).toISOString()
const DAY = 86_400_000

const queue = (n: number, said: Partial<QueueSummary>): QueueSummary => ({
  person: PEOPLE[n] ?? null,
  open: 0,
  callbacksToday: 0,
  pastDue: 0,
  capacity: null,
  told: true,
  signedIn: true,
  device: null,
  absence: null,
  ...said,
})
const device = (said: Partial<NonNullable<QueueSummary['device']>>) => ({
  state: 'ready' as const,
  since: at(-900_000),
  waiting: 0,
  parked: 0,
  seenAt: at(-1000),
  online: true,
  ...said,
})

/** A team at work: one out of reach, one absent, one in a call. */
export const QUEUES: QueuesResponse = {
  queues: [
    queue(0, {
      open: 128,
      callbacksToday: 9,
      pastDue: 3,
      device: device({ waiting: 7, parked: 2, seenAt: at(-660_000), online: false }),
    }),
    queue(1, {
      open: 42,
      callbacksToday: 2,
      pastDue: 11,
      signedIn: false,
      device: device({ seenAt: at(-16 * 3_600_000), online: false }),
      absence: { from: at(-3_600_000), to: at(4 * DAY), callbacks: 7 },
    }),
    queue(2, {
      open: 96,
      callbacksToday: 4,
      capacity: 120,
      device: device({ state: 'onCall', since: at(-171_000) }),
    }),
    queue(-1, { open: 85, pastDue: 2, signedIn: false }),
  ],
  pool: [
    {
      campaign: 'expo',
      open: 85,
      callbacks: 6,
      pastDue: 2,
      later: 19,
      lateSince: at(-5 * 3_600_000),
      dealt: false,
    },
  ],
  handedOffToday: { hot: 28, nurture: 41, partner: 7, low: 12 },
  escalated: 6,
}

/** The same team with nothing to do; or one of so many agents, the longest names first. @param agents 0: as it is */
export function sampleQueues(many: number, agents: number): QueuesResponse {
  if (many === 0)
    return {
      queues: [0, 1, 2, -1].map((n) => queue(n, { signedIn: false })),
      pool: [],
      handedOffToday: {},
      escalated: 0,
    }
  if (agents === 0) return QUEUES
  const states = QUEUES.queues.slice(0, 3)
  const more = Array.from({ length: agents }, (_, n): QueueSummary => {
    const alike = states[n % states.length]!
    const name = n === 0 ? 'Maximiliana Konstantinopoulou-Featherstonehaugh' : `${alike.person!.name} ${n}`
    return { ...alike, absence: null, person: { ...alike.person!, id: `agent-${n}`, name } }
  })
  return { ...QUEUES, queues: [...more, QUEUES.queues.at(-1)!] }
}

export const PREVIEW: ReassignPreview = {
  total: 42,
  moves: 35,
  shares: [
    { person: 'ana', gets: 12, has: 128, capacity: 150, worksToday: true },
    { person: 'chloe', gets: 23, has: 96, capacity: 120, worksToday: true },
  ],
  kept: [
    { why: 'promised', count: 6, leads: [] },
    { why: 'onCall', count: 1, leads: [] },
  ],
}

export const REASSIGNMENTS: Reassignment[] = [
  {
    id: '01939a00-0000-7000-8000-000000000001',
    by: 'judith',
    at: at(-1_200_000),
    reason: 'Ben is ill',
    undoes: null,
    undoneBy: null,
    total: 12,
    moved: 11,
    waiting: 0,
    shares: [
      { person: 'ana', moved: 6 },
      { person: 'chloe', moved: 5 },
    ],
    kept: [{ why: 'onCall', count: 1, leads: [] }],
  },
]
