import { compile } from '../../shared/policy/compile.ts'
import { parsePolicy } from '../../shared/policy/parse-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { PolicyError } from '../../shared/policy/policy-error.ts'
import { refuseToUse, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { redecideFirst, sendRedecide } from '../policies/redecide.ts'
import { notePublication, publish, versionOf } from './campaigns.ts'
import { inTransaction } from './database/retry.ts'
import { isStorable, UNSTORABLE } from './events/write-events.ts'
import { allot, notify } from './feed.ts'
import type { IngestDeps } from './leads/ingest-types.ts'

export interface Publication {
  campaign: string
  /** Checked here; its version counts for nothing. */
  policy: Record<string, unknown>
  /** The version it was made from: a conflict when another one was published meanwhile. Left out: whatever is there is replaced. */
  basedOn?: number | undefined
  note: string
  by: string
  /** The version whose body it has again. */
  restores?: number
}

/** The policy that a campaign is under. Throws when there is no such campaign, or the viewer does not work it. */
export async function policyOf(deps: IngestDeps, viewer: Viewer, campaign: string): Promise<Policy> {
  await refuseToUse(deps.db, viewer, campaign)
  return (await deps.policies.version(deps.db, await versionOf(deps.db, campaign))).policy
}

/**
 * Puts a campaign under a policy, as a new version, and decides its leads by it: the first ones at once, all others in the background.
 * The policy that is in force already is published no second time. Throws, with a pointer for each thing wrong, for one that does not
 * hold together.
 * @param now epoch milliseconds
 */
export async function publishPolicy(
  deps: IngestDeps,
  { campaign, policy: input, basedOn, note, by, restores }: Publication,
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
    const inForce = (await deps.policies.version(tx, current)).policy
    if (isSame(inForce, policy)) return current
    const version = await publish(tx, policy, first)
    await tx
      .updateTable('campaigns')
      .set({ policy_version: version, change: last })
      .where('id', '=', campaign)
      .execute()
    const at = new Date(now).toISOString()
    await notePublication(tx, { campaign, version, note, by, at, from_version: current, restores })
    await sendRedecide(tx, deps, campaign)
    await notify(tx, 'all')
    return version
  })
  await redecideFirst(deps, campaign, now)
  return { ...policy, version }
}

/** Whatever the order of their keys. */
function isSame(a: Policy, b: Policy): boolean {
  return JSON.stringify(sorted({ ...a, version: 0 })) === JSON.stringify(sorted({ ...b, version: 0 }))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
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
