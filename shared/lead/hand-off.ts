/** Why a receiver sends a lead back. */
export const RETURN_REASONS = [
  'notInterested',
  'noAuthority',
  'noBudget',
  'wrongPerson',
  'wrongTerritory',
  'duplicate',
  'unreachable',
  'other',
] as const
export type ReturnReason = (typeof RETURN_REASONS)[number]

export const OUTCOMES = ['won', 'lost'] as const
export type Outcome = (typeof OUTCOMES)[number]
