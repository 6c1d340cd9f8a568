import { MAX_EVENTS } from '../../../shared/sync/protocol.ts'
import { together } from '../../together.ts'
import type { Db } from '../database/schema.ts'
import { type DeviceRound, keyOf, type NotedRound, noteRounds } from '../devices.ts'
import { leadsOf } from '../leads/batch-ground.ts'
import type { Batch, IngestDeps, IngestVerdict } from '../leads/ingest-types.ts'
import { ingest, ingestAll } from './ingest.ts'
import { Entangled } from './judge-batch.ts'

/** A device's round that brings events. */
export interface RoundOf {
  device: DeviceRound
  events: Batch['events']
  /** What is made of them by what is known of the device; null: nothing, it may no longer work. */
  batch(noted: NotedRound): Batch | null
}

export interface TakenRound {
  noted: NotedRound
  /** Null: nothing was made of its events. */
  verdicts: IngestVerdict[] | null
}

/** One for central's thread, one for the database. */
const AT_ONCE = 2
/** Whose devices one notification can name. */
const MOST_ROUNDS = 32

/** Notes rounds that bring nothing. */
export const takeNotes = (db: Db) =>
  together({
    work: (rounds: readonly DeviceRound[]) => noteRounds(db, rounds),
    taking: otherDevices,
    atOnce: AT_ONCE,
  })

/**
 * Takes rounds with their events in: those that wait for one another together, in one transaction, as if they had come one after the
 * other, for none of them touches what another one does. A group never waits for leads that somebody else has locked, and where it fails
 * each of its rounds is taken by itself: so one of them harms and delays no other.
 */
export function takeRounds(
  deps: IngestDeps,
  onError: (error: unknown) => void,
): (round: RoundOf) => Promise<TakenRound> {
  const takeIt = together({
    work: (rounds: readonly Touching[]) => take(deps, rounds, onError),
    taking: otherLeads,
    atOnce: AT_ONCE,
  })
  return (round) => takeIt({ ...round, leads: round.events.flatMap(leadsOf) })
}

interface Touching extends RoundOf {
  /** Ids: a round that waits is looked at again and again. */
  leads: readonly string[]
}

async function take(
  deps: IngestDeps,
  rounds: readonly RoundOf[],
  onError: (error: unknown) => void,
): Promise<Promise<TakenRound>[]> {
  const noted = await noteRounds(
    deps.db,
    rounds.map((r) => r.device),
  )
  const batches = rounds.map((r, i) => r.batch(noted[i]!))
  const live = batches.filter((b) => b !== null)
  const all = await ingestAll(deps, live, false).catch((error: unknown) => {
    if (!isInTheWay(error)) onError(error)
    return null
  })
  return batches.map(async (batch, i) => {
    if (batch === null) return { noted: noted[i]!, verdicts: null }
    return { noted: noted[i]!, verdicts: all?.[live.indexOf(batch)] ?? (await ingest(deps, batch)) }
  })
}

const LOCKED = '55P03'
const isInTheWay = (error: unknown): boolean =>
  error instanceof Entangled || (error as { code?: unknown }).code === LOCKED

function otherDevices(): (device: DeviceRound) => boolean {
  const taken = new Set<string>()
  return (device) => taken.size < taken.add(keyOf(device)).size
}

/** Of other devices, and about leads that nobody else is at, no more events than one device may send. */
function otherLeads(underWay: readonly Touching[]): (round: Touching) => boolean {
  const isOther = otherDevices()
  const leads = new Set(underWay.flatMap((round) => round.leads))
  let [rounds, events] = [0, 0]
  return (round) => {
    const fits = rounds < MOST_ROUNDS && events + round.events.length <= MAX_EVENTS
    if (!fits || round.leads.some((id) => leads.has(id)) || !isOther(round.device)) return false
    for (const id of round.leads) leads.add(id)
    rounds += 1
    events += round.events.length
    return true
  }
}
