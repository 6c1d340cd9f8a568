import type { Lead } from '../../../shared/lead/lead.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { WhatIf } from '../../../shared/policy/what-if.ts'
import type { Economics } from '../../../shared/policy/what-if-sums.ts'

export interface Run {
  id: number
  before: Policy
  after: Policy
  /** YYYY-MM-DD. */
  asOf: string
  economics: Economics
}

/** `leads`: more of them; with `anew` those before are forgotten. A new run ends the one under way. */
export type ToWhatIf = { kind: 'leads'; anew: boolean; leads: Lead[] } | ({ kind: 'run' } & Run)

export type FromWhatIf =
  | { kind: 'progress'; id: number; done: number; of: number }
  | { kind: 'done'; id: number; result: WhatIf; ms: number }
  | { kind: 'failed'; id: number; message: string }
