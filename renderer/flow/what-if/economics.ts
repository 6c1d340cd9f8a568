import type { Economics } from '../../../shared/policy/what-if-sums.ts'

/** A score of 80 buys as often as not; every 14 points less halve the odds, as the fit to outcomes has it. */
const CHANCE = { slope: 0.05, shift: -4 }

/** What is assumed until somebody says otherwise, in any one currency. */
export const USUAL_ECONOMICS: Economics = {
  value: 10_000,
  channels: {
    sales: { cost: 150, share: 1 },
    callCenter: { cost: 15, share: 0.6 },
    web: { cost: 1, share: 0.25 },
    partner: { cost: 40, share: 0.5 },
    nurture: { cost: 2, share: 0.2 },
  },
  chance: { before: CHANCE, after: CHANCE },
}
