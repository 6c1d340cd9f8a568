import { compile } from '../../shared/policy/compile.ts'
import { parsePolicy } from '../../shared/policy/parse-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { PolicyError } from '../../shared/policy/policy-error.ts'
import { notePolicy } from '../escalation/clocks.ts'
import { Fail } from '../fail.ts'
import { publish } from './campaigns.ts'
import { allot, notify } from './feed.ts'
import type { IngestDeps } from './ingest-types.ts'
import { redecideCampaign } from './refresh-leads.ts'
import { inTransaction } from './retry.ts'
import type { Db, Tx } from './schema.ts'
import { isStorable, UNSTORABLE } from './write-events.ts'

/** The policy that a campaign is under. Throws when there is no such campaign. */
export async function policyOf(deps: IngestDeps, campaign: string): Promise<Policy> {
  return (await deps.policies.version(deps.db, await versionOf(deps.db, campaign))).policy
}

/**
 * Puts a campaign under a policy and decides its leads by it. Given the version it was made from, it is a conflict when another one was
 * published meanwhile. Throws, with a pointer for each thing wrong, for a policy that does not hold together.
 * @param now epoch milliseconds
 */
export async function publishPolicy(
  deps: IngestDeps,
  campaign: string,
  { version: basedOn, ...input }: Record<string, unknown>,
  now: number,
): Promise<Policy> {
  const policy = checked(input)
  const version = await inTransaction(deps.db, async (tx) => {
    // The feed's lock comes first: two that publish at once do it one after the other.
    const { first, last } = await allot(tx, 2)
    const current = await versionOf(tx, campaign)
    if (basedOn !== undefined && basedOn !== current) {
      throw new Fail('conflict', `The campaign is under version ${current} of its policy by now`, [
        { pointer: '/version', detail: `is not ${current}` },
      ])
    }
    const published = await publish(tx, policy, first)
    if (published === current) return current
    await tx
      .updateTable('campaigns')
      .set({ policy_version: published, change: last })
      .where('id', '=', campaign)
      .execute()
    await notify(tx, 'all')
    return published
  })
  await redecideCampaign(deps, campaign, now)
  await inTransaction(deps.db, (tx) => notePolicy(tx, campaign, now))
  return { ...policy, version }
}

function checked(input: object): Policy {
  try {
    if (!isStorable(input)) throw new PolicyError([{ pointer: '', detail: UNSTORABLE }])
    const policy = parsePolicy({ ...input, version: 1 })
    compile(policy)
    return policy
  } catch (error) {
    // Conditions within conditions, thousands deep.
    if (error instanceof RangeError) throw new Fail('malformed', 'The policy is nested too deeply')
    if (error instanceof PolicyError) throw new Fail('malformed', error.message, [...error.errors])
    throw error
  }
}

async function versionOf(db: Db | Tx, campaign: string): Promise<number> {
  const row = await db
    .selectFrom('campaigns')
    .select('policy_version')
    .where('id', '=', campaign)
    .executeTakeFirst()
  if (!row) throw new Fail('notFound', 'There is no such campaign')
  return row.policy_version
}
