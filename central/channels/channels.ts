import { randomBytes } from 'node:crypto'
import type {
  Channel,
  ChannelInput,
  ChannelKind,
  ChannelSaved,
  ChannelSettings,
  HookedChannel,
} from '../../shared/api/channels.ts'
import { HOOKED_CHANNELS } from '../../shared/api/channels.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'

const COLUMNS = [
  'id',
  'channel',
  'campaign',
  'settings',
  'enabled',
  'disabled_because as disabledBecause',
  'secrets',
] as const

export interface ChannelRow {
  id: string
  channel: HookedChannel
  campaign: string | null
  settings: ChannelSettings
  enabled: boolean
  disabledBecause: string | null
  secrets: string[]
}

const rowsOf = (db: Db | Tx) => db.selectFrom('channels').select(COLUMNS)

/** A channel as it may be shown. */
const shown = ({ settings, secrets, ...row }: ChannelRow): Channel => ({
  ...row,
  ...settings,
  secrets: secrets.length,
})

export async function listChannels(db: Db): Promise<Channel[]> {
  return (await rowsOf(db).orderBy('id').execute()).map(shown)
}

/** By id. */
export async function allChannels(db: Db | Tx): Promise<Map<string, ChannelRow>> {
  return new Map((await rowsOf(db).execute()).map((row) => [row.id, row]))
}

/** A campaign's own channel comes before that of all, also while it is switched off. */
export function channelFor(
  channels: ReadonlyMap<string, ChannelRow>,
  channel: string,
  campaign: string,
): ChannelRow | undefined {
  return channels.get(`${channel}@${campaign}`) ?? channels.get(channel)
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

/** Only some channels can be of these kinds. */
const FITTING: Partial<Record<ChannelKind, readonly HookedChannel[]>> = {
  email: ['sales', 'partner', 'web', 'nurture'],
  inbox: ['sales', 'partner'],
  link: ['web'],
  campaign: ['nurture'],
}
/** Leadwright's own: always enabled. */
const OWN: readonly ChannelKind[] = ['inbox', 'campaign']
/** Of these kinds something is signed. */
const SIGNING: readonly ChannelKind[] = ['webhook', 'link']

/**
 * Makes a channel or changes one; a secret that is made is told this once. Throws notFound for a channel or a campaign there is not,
 * malformed for a kind that the channel cannot be of.
 */
export function putChannel(
  db: Db,
  id: string,
  input: ChannelInput,
): Promise<{ saved: ChannelSaved; made: boolean }> {
  const { channel, campaign } = partsOf(id)
  const { enabled: said, ...settings } = { enabled: undefined, ...input }
  const enabled = OWN.includes(settings.kind) ? true : said
  refuseUnfit(channel, settings)
  return inTransaction(db, async (tx) => {
    await refuseUnknownCampaign(tx, campaign)
    const values = { id, channel, campaign, settings: JSON.stringify(settings), secrets: '[]' }
    const inserted = await tx
      .insertInto('channels')
      .values({ ...values, enabled: enabled ?? true })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    const row = await rowsOf(tx).where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
    const secret = SIGNING.includes(settings.kind) && row.secrets.length === 0 ? newSecret() : null
    await tx
      .updateTable('channels')
      .set({
        settings: values.settings,
        ...(secret === null ? {} : { secrets: JSON.stringify([secret]) }),
        ...(enabled === undefined ? {} : { enabled, disabled_because: null }),
      })
      .where('id', '=', id)
      .execute()
    const saved = { ...shown(await channelOf(tx, id)), secret }
    return { saved, made: inserted !== undefined }
  })
}

/** A new secret signs from now on; with `keep`, the one before it signs beside it, until the next time. */
export function rotate(db: Db, id: string, keep: boolean): Promise<ChannelSaved> {
  return inTransaction(db, async (tx) => {
    const row = await rowsOf(tx).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) throw notFound()
    if (!SIGNING.includes(row.settings.kind))
      throw new Fail('conflict', `A channel of the kind ${row.settings.kind} signs nothing`)
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

function refuseUnfit(channel: HookedChannel, settings: ChannelSettings): void {
  const { kind } = settings
  const fitting = FITTING[kind]
  if (fitting && !fitting.includes(channel)) {
    const detail = `can be of ${fitting.join(' and ')} only`
    throw new Fail('malformed', `A channel of the kind ${kind} ${detail}`, [{ pointer: '/kind', detail }])
  }
  if (channel === 'escalations' && kind === 'webhook' && settings.mapping.length > 0) {
    const detail = 'is for hand-offs only'
    throw new Fail('malformed', `A mapping ${detail}`, [{ pointer: '/mapping', detail }])
  }
}

/** Throws notFound. */
export async function refuseUnknownCampaign(db: Db | Tx, campaign: string | null): Promise<void> {
  if (campaign === null) return
  const found = await db.selectFrom('campaigns').select('id').where('id', '=', campaign).executeTakeFirst()
  if (!found) throw new Fail('notFound', 'There is no such campaign')
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
const notFound = () =>
  new Fail('notFound', `There is no such channel; there can be ${HOOKED_CHANNELS.join(', ')}`)
