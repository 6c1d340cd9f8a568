import type { QueueSummary, QueuesResponse } from '../../../shared/api/api.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { byName } from '../format/order.ts'
import type { OpenFigures } from './open-figures.ts'
import { POOL } from './reassign/draft.ts'

const NONE = { open: 0, callbacksToday: 0, pastDue: 0 }

/** The queues while central is not reached: counted from the leads on this machine; what devices do, and who is absent, is not known. */
export function queuesHere(
  { byOwner }: OpenFigures,
  people: readonly Person[],
  told: QueuesResponse | null,
): QueueSummary[] {
  const known = told?.queues ?? [
    ...byName(people.filter((p) => byOwner.has(p.id) || (p.active && p.role === 'agent'))).map(unknown),
    unknown(null),
  ]
  return known.map(({ person, capacity }) => ({
    ...unknown(person),
    ...(byOwner.get(person?.id ?? POOL) ?? NONE),
    capacity,
  }))
}

const unknown = (person: QueueSummary['person']): QueueSummary => ({
  ...NONE,
  person,
  capacity: null,
  told: false,
  signedIn: false,
  device: null,
  absence: null,
})
