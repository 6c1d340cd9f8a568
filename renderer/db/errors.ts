import type { Problem } from '../../shared/api/api.ts'
import { FAULTS, type Fault, type Reaction } from '../../shared/sync/faults.ts'

/** Nothing was saved, and why: quota, a failing disk, a journal held by another window. */
export class SaveError extends Error {
  override name = 'SaveError'
}

/** Where leads lay that cannot be unsealed: only central can bring them back. */
export interface Damage {
  records: readonly string[]
  bases: readonly string[]
  pages: readonly number[]
}

/** Something that was stored cannot be unsealed. */
export class DamageError extends Error {
  override name = 'DamageError'
  readonly damage: Damage

  constructor(damage: Partial<Damage>, options?: ErrorOptions) {
    super('A part of what was stored here is damaged. It is fetched again.', options)
    this.damage = { records: [], bases: [], pages: [], ...damage }
  }
}

/** Central refused a request, or was not reached (kind 'unavailable'). `message` can be shown. */
export class FaultError extends Error {
  override name = 'FaultError'
  readonly fault: Fault
  /** True when no answer came at all: no network, no central, or a timeout. */
  readonly unreached: boolean
  /** Where in what was sent, as JSON pointers. */
  readonly errors: NonNullable<Problem['errors']>

  constructor(
    fault: Fault,
    options: { unreached?: boolean; cause?: unknown; errors?: Problem['errors'] } = {},
  ) {
    super(fault.message, { cause: options.cause })
    this.fault = fault
    this.unreached = options.unreached ?? false
    this.errors = options.errors ?? []
  }

  get reaction(): Reaction {
    return FAULTS[this.fault.kind].reaction
  }
}
