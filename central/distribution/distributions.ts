import type { DealRule, Distribution, DistributionInput } from '../../shared/api/distribution.ts'
import { HAND_OFF_CHANNELS, type HandOffChannel } from '../../shared/lead/route.ts'
import { ALL_KINDS, checkCondition } from '../../shared/policy/check-condition.ts'
import { refuseUnknownCampaign } from '../channels/channels.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { isOfChannel, mayTake } from './may-take.ts'

const rowsOf = (db: Db | Tx) =>
  db.selectFrom('distributions').select(['id', 'channel', 'campaign', 'rules', 'version'])

/** All that are kept, by id ('sales', 'sales@spring'). */
export async function allDistributions(db: Db | Tx): Promise<Map<string, Distribution>> {
  const rows = await rowsOf(db).orderBy('id').execute()
  return new Map(rows.map(({ id, ...distribution }) => [id, distribution]))
}

/** Without rules, and with version 0, where nobody has said anything. Throws notFound for a channel or a campaign there is not. */
export async function getDistribution(db: Db | Tx, id: string): Promise<Distribution> {
  const row = await rowsOf(db).where('id', '=', id).executeTakeFirst()
  if (row) return { channel: row.channel, campaign: row.campaign, rules: row.rules, version: row.version }
  const parts = partsOf(id)
  await refuseUnknownCampaign(db, parts.campaign)
  return { ...parts, rules: [], version: 0 }
}

/** Throws notFound, malformed with pointers for rules that cannot be, a conflict when it changed since the version. */
export function putDistribution(
  db: Db,
  id: string,
  { rules, version }: DistributionInput,
): Promise<Distribution> {
  return inTransaction(db, async (tx) => {
    const before = await getDistribution(tx, id)
    if (version !== undefined && version !== before.version)
      throw new Fail('conflict', `It is at version ${before.version} by now`)
    await refuseUnfit(tx, before.channel, rules)
    const { channel, campaign } = before
    const saved = await tx
      .insertInto('distributions')
      .values({ id, channel, campaign, rules: JSON.stringify(rules), version: before.version + 1 })
      .onConflict((c) =>
        c
          .column('id')
          .doUpdateSet({ rules: JSON.stringify(rules), version: before.version + 1 })
          .where('distributions.version', '=', before.version),
      )
      .returning('version')
      .executeTakeFirst()
    if (!saved) throw new Fail('conflict', 'Somebody else changed it at the same time')
    return getDistribution(tx, id)
  })
}

/** Throws notFound. */
export async function deleteDistribution(db: Db, id: string): Promise<void> {
  const gone = await db.deleteFrom('distributions').where('id', '=', id).returning('id').executeTakeFirst()
  if (!gone) throw new Fail('notFound', 'There is no such distribution')
}

function partsOf(id: string): { channel: HandOffChannel; campaign: string | null } {
  const [name, ...rest] = id.split('@')
  const channel = HAND_OFF_CHANNELS.find((known) => known === name)
  if (!channel)
    throw new Fail('notFound', `There is no such channel; there is ${HAND_OFF_CHANNELS.join(', ')}`)
  return { channel, campaign: rest.length === 0 ? null : rest.join('@') }
}

async function refuseUnfit(tx: Tx, channel: HandOffChannel, rules: readonly DealRule[]): Promise<void> {
  const errors: { pointer: string; detail: string }[] = []
  const report = (pointer: string, detail: string) => errors.push({ pointer, detail })
  // Locked: none of them is taken away meanwhile.
  const active = tx.selectFrom('teams').select(['id', 'kind']).where('active', '=', true).forShare()
  const teams = new Map((await active.execute()).map((t) => [t.id, t.kind]))
  const people = new Map(
    (await tx.selectFrom('people').select(['id', 'role', 'team']).execute()).map((p) => [p.id, p]),
  )
  for (const [i, { name, when, to, by }] of rules.entries()) {
    const at = `/rules/${i}`
    if (rules.findIndex((r) => r.name === name) < i) report(`${at}/name`, 'stands there twice')
    checkCondition(when, ALL_KINDS, `${at}/when`, report)
    if ('team' in to) {
      const kind = teams.get(to.team)
      if (kind === undefined) report(`${at}/to/team`, 'is no team')
      else if (!isOfChannel(channel, kind)) report(`${at}/to/team`, 'is no team of this channel')
      continue
    }
    if (by === 'inbox') report(`${at}/by`, 'needs a team: it is the inbox of one')
    for (const [j, id] of to.people.entries()) {
      const person = people.get(id)
      const kind = person?.team ? (teams.get(person.team) ?? null) : null
      if (!person || !mayTake(channel, person.role, kind))
        report(`${at}/to/people/${j}`, 'is nobody who can take leads of this channel')
    }
  }
  if (errors.length > 0)
    throw new Fail('malformed', errors.map((e) => `${e.pointer} ${e.detail}`).join('; '), errors)
}
