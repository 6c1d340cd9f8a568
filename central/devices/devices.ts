import { sql } from 'kysely'
import type { Device } from '../../shared/api/devices.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { notify } from '../store/feed.ts'

/** The devices a person may know of, the latest first: administrators all, supervisors their team's, everyone their own. */
export async function listDevices(db: Db | Tx, viewer: Viewer, only?: DeviceName): Promise<Device[]> {
  let query = visible(db, viewer)
  if (only) query = query.where('d.person', '=', only.person).where('d.id', '=', only.id)
  const rows = await query
    .select(COLUMNS)
    .orderBy('d.seen_at', (o) => o.desc().nullsLast())
    .orderBy('d.id')
    .execute()
  return rows.map(({ revoked_at: at, revoked_by, revoked_because, ...row }) => ({
    ...row,
    revoked: at === null ? null : { by: revoked_by ?? '', at, reason: revoked_because ?? '' },
  }))
}

const COLUMNS = [
  'd.person',
  'd.id',
  'd.name',
  'd.state',
  'd.waiting',
  'd.parked',
  'd.seen_at as seenAt',
  'd.revoked_at',
  'd.revoked_by',
  'd.revoked_because',
  'd.wiped_at as wipedAt',
] as const

function visible(db: Db | Tx, viewer: Viewer) {
  const devices = db.selectFrom('devices as d').innerJoin('people as p', 'p.id', 'd.person')
  if (seesAll(viewer)) return devices
  if (viewer.role === 'supervisor')
    return devices.where((eb) => eb.or([eb('d.person', '=', viewer.id), eb('p.team', '=', viewer.team)]))
  return devices.where('d.person', '=', viewer.id)
}

export interface DeviceName {
  person: string
  id: string
}

/** From now on it may hand in what waits, and nothing else. A device that is revoked already stays as it is. */
export function revoke(db: Db, by: Person, device: DeviceName, reason: string, now: number): Promise<Device> {
  return changed(db, by, device, async (tx, { revoked }) => {
    if (revoked) return
    const revoked_at = new Date(now).toISOString()
    await rowOf(tx, device).set({ revoked_at, revoked_by: by.id, revoked_because: reason }).execute()
  })
}

/** Takes a revocation back. Throws a conflict once the device has wiped itself. */
export function reinstate(db: Db, by: Person, device: DeviceName): Promise<Device> {
  return changed(db, by, device, async (tx, { wipedAt }) => {
    if (wipedAt) throw new Fail('conflict', 'The device has deleted everything already')
    await rowOf(tx, device).set({ revoked_at: null, revoked_by: null, revoked_because: null }).execute()
  })
}

const rowOf = (tx: Tx, { person, id }: DeviceName) =>
  tx.updateTable('devices').where('person', '=', person).where('id', '=', id)

function changed(
  db: Db,
  by: Person,
  { person, id }: DeviceName,
  change: (tx: Tx, device: Device) => Promise<void>,
): Promise<Device> {
  return inTransaction(db, async (tx) => {
    const found = await visible(tx, by)
      .select('d.id')
      .where('d.person', '=', person)
      .where('d.id', '=', id)
      .forUpdate('d')
      .executeTakeFirst()
    if (!found) throw new Fail('notFound', 'There is no such device')
    const [before] = await listDevices(tx, by, { person, id })
    await change(tx, before!)
    // So that it hears of it now.
    await notify(tx, new Set([person]))
    const [after] = await listDevices(tx, by, { person, id })
    return after!
  })
}

/** A device says that nothing of the person is left on it: believed of one that was to wipe itself. */
export async function noteWiped(db: Db, person: Person, device: string, now: number): Promise<void> {
  await db
    .updateTable('devices')
    .set({ wiped_at: new Date(now).toISOString(), waiting: 0 })
    .where('person', '=', person.id)
    .where('id', '=', device)
    .where('wiped_at', 'is', null)
    .where(sql<boolean>`(revoked_at is not null or ${!person.active})`)
    .execute()
}

/** Whether a person's device is revoked. */
export async function isRevoked(db: Db | Tx, person: string, device: string): Promise<boolean> {
  const row = await db
    .selectFrom('devices')
    .select('id')
    .where('person', '=', person)
    .where('id', '=', device)
    .where('revoked_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
