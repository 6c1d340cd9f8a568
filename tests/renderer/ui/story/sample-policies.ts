import type { ApiCall } from '../../../../renderer/flow/desk.ts'
import type { FitMeasures } from '../../../../shared/api/policies.ts'
import { DEFAULT_POLICY } from '../../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'

const [LATEST, EARLIEST] = [14, 9]
const NOTES = [
  'Sales wants hot leads called within the hour',
  'Budget fades more slowly: fairs plan a year ahead',
  'Back to the points of autumn',
  'Points from the fit to outcomes of autumn',
  'Small companies go to partners',
  '',
]

/** Each version weighs timing otherwise. */
const versionOf = (version: number): Policy => ({
  ...DEFAULT_POLICY,
  version,
  name: 'Spring expo 2026',
  dimensions: DEFAULT_POLICY.dimensions.map((d) =>
    d.id === 'timing' ? { ...d, weight: 30 - (LATEST - version) } : d,
  ),
  maxAttempts: version < LATEST ? 5 : 6,
})

const versions = (now: number) =>
  NOTES.map((note, i) => ({
    version: LATEST - i,
    campaign: 'expo',
    name: 'Spring expo 2026',
    note,
    by: i % 2 ? 'sam' : 'judith',
    at: new Date(now - (i + 1) * 9 * 86_400_000).toISOString(),
    from: LATEST - i === EARLIEST ? null : LATEST - i - 1,
    restores: i === 2 ? 10 : null,
    campaigns: i === 0 ? ['expo'] : [],
  }))

const measures = (auc: number, lift20: number, brier: number): FitMeasures => ({
  ...{ rows: 9240, rate: 0.385, auc, ap: auc - 0.04, lift10: lift20 + 0.2, lift20, brier },
  ...{ logLoss: 0.47, ece: 0.021 },
})
/** The share of buyers in the best share of leads, bent by `power`. */
const curve = (power: number) => Array.from({ length: 21 }, (_, i) => 1 - (1 - i / 20) ** power)

const LEARNED = {
  ...{ ok: true, draft: versionOf(LATEST), leads: 1874 },
  fields: ['timeline', 'role', 'need', 'budget'].map((field) => ({ field, answers: 1200 })),
}

/** What central answers of policies. @param few too few outcomes for a fit */
export function policyAnswer({ method, path }: ApiCall<unknown>, now: number, few: boolean): unknown {
  if (path.startsWith('policies?')) return { policies: versions(now) }
  if (path.startsWith('policies/')) return versionOf(Number(path.slice('policies/'.length)))
  if (path.endsWith('/policy/progress')) return { version: LATEST, leads: 2000, waiting: 0 }
  if (method !== 'POST' || !path.startsWith('campaigns/')) return undefined
  if (!path.endsWith('/fit')) return versionOf(LATEST + 1)
  if (few)
    return {
      ok: false,
      unless:
        'Too few leads with a known outcome to learn from: it takes 38 more won (there are 12 of 50) and 21 more lost (there are 29 of 50).',
      answers: LEARNED,
    }
  return {
    ok: true,
    version: LATEST,
    draft: { ...versionOf(LATEST + 1), dimensions: versionOf(4).dimensions },
    measures: {
      present: measures(0.764, 1.9, 0.187),
      proposed: measures(0.861, 2.3, 0.139),
      naiveBayes: measures(0.836, 2.134, 0.152),
    },
    curves: { present: curve(2.15), proposed: curve(2.75) },
    answers: LEARNED,
  }
}
