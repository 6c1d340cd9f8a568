import type { Problem } from '../../shared/api/api.ts'
import { FAULTS, type Fault, type Reaction } from '../../shared/sync/faults.ts'

/** Nothing was saved, and why: quota, a failing disk, a journal held by another window. */
export class SaveError extends Error {
  override name = 'SaveError'

  /** @param reason a sentence */
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Not saved: ${reason}`, options)
  }
}

/** Another window has opened these stores since: this one writes nothing any more. */
export class TakenOverError extends Error {
  override name = 'TakenOverError'

  /** @param message a sentence */
  constructor(message = 'another window has taken over this desk.') {
    super(message)
  }
}

/** The database is empty all at once. */
export class EmptiedError extends TakenOverError {
  constructor() {
    super('the data on this machine was deleted while this window was open. Reload it to go on.')
  }
}

/** What cannot be unsealed, by where it lay: leads, that only central can bring back, and events. */
export interface Damage {
  records: readonly string[]
  bases: readonly string[]
  pages: readonly number[]
  acked: readonly string[]
  parked: readonly string[]
}

export const NO_DAMAGE: Damage = { records: [], bases: [], pages: [], acked: [], parked: [] }

/** Something that was stored cannot be unsealed. */
export class DamageError extends Error {
  override name = 'DamageError'
  readonly damage: Damage

  constructor(damage: Partial<Damage> = {}, options?: ErrorOptions) {
    super('A part of what was stored here is damaged. It is fetched again.', options)
    this.damage = { ...NO_DAMAGE, ...damage }
  }
}

/** What is unsealed; where it cannot be, the error says where it lay. */
export const unsealed = <T>(opening: Promise<T>, damage: Partial<Damage>): Promise<T> =>
  opening.catch((cause: unknown) => {
    throw cause instanceof DamageError ? new DamageError(damage, { cause }) : cause
  })

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
