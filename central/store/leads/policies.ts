import { type CompiledPolicy, compile } from '../../../shared/policy/compile.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { Db, Tx } from '../database/schema.ts'

export interface PolicyInForce {
  policy: Policy
  compiled: CompiledPolicy
}

/** Published policies never change, so each is read and compiled once. */
export class PolicyBook {
  private readonly known = new Map<number, PolicyInForce>()

  async version(db: Db | Tx, version: number): Promise<PolicyInForce> {
    const known = this.known.get(version)
    if (known) return known
    const row = await db
      .selectFrom('policies')
      .select('body')
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
    const policy = row.body
    const found = { policy, compiled: compile(policy) }
    this.known.set(version, found)
    return found
  }
}
