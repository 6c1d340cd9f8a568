import { FAULTS, type FaultKind } from '../shared/sync/faults.ts'

/** A request that is refused, for a reason the client is told. */
export class Fail extends Error {
  readonly status: number

  constructor(
    readonly kind: FaultKind,
    message: string,
    /** Where in the input, as JSON pointers. */
    readonly errors?: { pointer: string; detail: string }[],
    /** Another than its kind has mostly. */
    status?: number,
  ) {
    super(message)
    this.status = status ?? FAULTS[kind].status
  }
}
