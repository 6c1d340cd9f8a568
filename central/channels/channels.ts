import { randomBytes } from 'node:crypto'
import type { Channel, ChannelInput, HookedChannel } from '../../shared/api/channels.ts'
import { HOOKED_CHANNELS } from '../../shared/api/channels.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/retry.ts'
import type { Db, Tx } from '../store/schema.ts'

const COLUMNS = [
  'id',
  'channel',
  'campaign',
  'url',
  'enabled',
  'allow_private as allowPrivate',
  'disabled_because as disabledBecause',
  'secrets',
] as const

export interface ChannelRow extends Omit<Channel, 'secrets'> {
  secrets: string[]
}

const rowsOf = (db: Db | Tx) => db.selectFrom('channels').select(COLUMNS)

/** A channel as it may be shown. */
const shown = (row: ChannelRow): Channel => ({ ...row, secrets: row.secrets.length })

export async function listChannels(db: Db): Promise<Channel[]> {
  return (await rowsOf(db).orderBy('id').execute()).map(shown)
}

/** Throws notFound. */
export async function channelOf(db: Db | Tx, id: string): Promise<ChannelRow> {
  const row = await findChannel(db, id)
  if (!row) throw notFound()
  return row
}

export function findChannel(db: Db | Tx, id: string): Promise<ChannelRow | undefined> {
  return rowsOf(db).where('id', '=', id).executeTakeFirst()
}

export async function getChannel(db: Db, id: string): Promise<Channel> {
  return shown(await channelOf(db, id))
}

/** Makes a channel, with a secret that is told this once, or changes one. Throws notFound for a channel or a campaign there is not. */
export function putChannel(
  db: Db,
  id: string,
  input: ChannelInput,
): Promise<Channel & { secret: string | null }> {
  const { channel, campaign } = partsOf(id)
  const { url, enabled, allowPrivate } = input
  const set = { url, enabled, allow_private: allowPrivate, disabled_because: null }
  return inTransaction(db, async (tx) => {
    await refuseUnknownCampaign(tx, campaign)
    const secret = newSecret()
    const made = await tx
      .insertInto('channels')
      .values({ id, channel, campaign, secrets: JSON.stringify([secret]), ...set })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) await tx.updateTable('channels').set(set).where('id', '=', id).execute()
    return { ...shown(await channelOf(tx, id)), secret: made ? secret : null }
  })
}

/** A new secret signs from now on; with `keep`, the one before it signs beside it, until the next time. */
export function rotate(db: Db, id: string, keep: boolean): Promise<Channel & { secret: string }> {
  return inTransaction(db, async (tx) => {
    const row = await rowsOf(tx).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) throw notFound()
    const secret = newSecret()
    const secrets = [secret, ...(keep ? row.secrets.slice(0, 1) : [])]
    await tx
      .updateTable('channels')
      .set({ secrets: JSON.stringify(secrets) })
      .where('id', '=', id)
      .execute()
    return { ...shown({ ...row, secrets }), secret }
  })
}

export async function deleteChannel(db: Db, id: string): Promise<void> {
  const gone = await db.deleteFrom('channels').where('id', '=', id).returning('id').executeTakeFirst()
  if (!gone) throw notFound()
}

/** Switches a channel off because its receiver asked for no more. */
export async function disable(tx: Tx, id: string, because: string): Promise<void> {
  await tx
    .updateTable('channels')
    .set({ enabled: false, disabled_because: because })
    .where('id', '=', id)
    .execute()
}

/** 'sales@spring': the channel, and the campaign it is for; null: all that have none of their own. */
function partsOf(id: string): { channel: HookedChannel; campaign: string | null } {
  const [name, ...rest] = id.split('@')
  const channel = HOOKED_CHANNELS.find((known) => known === name)
  if (!channel) throw notFound()
  return { channel, campaign: rest.length === 0 ? null : rest.join('@') }
}

async function refuseUnknownCampaign(tx: Tx, campaign: string | null): Promise<void> {
  if (campaign === null) return
  const found = await tx.selectFrom('campaigns').select('id').where('id', '=', campaign).executeTakeFirst()
  if (!found) throw new Fail('notFound', 'There is no such campaign')
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
const notFound = () =>
  new Fail('notFound', `There is no such channel; there can be ${HOOKED_CHANNELS.join(', ')}`)
