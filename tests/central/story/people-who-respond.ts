/** A thousand persons who respond, each told by its number: what is known of them decides where they belong. */

const READY = {
  decisionRole: 'decides',
  need: 'urgent',
  budget: 'approved',
  companySize: 's120to500',
  currentSolution: 'competitor',
}
const KINDS = {
  hot: { ...READY, timeline: 'within3' },
  nurture: { ...READY, timeline: 'm7to12' },
  low: {
    ...READY,
    timeline: 'researching',
    need: 'curious',
    budget: 'none',
    decisionRole: 'uses',
    currentSolution: 'nothing',
  },
  partner: { ...READY, timeline: 'within3' },
  open: { timeline: 'within3' },
} as const
export type Kind = keyof typeof KINDS

/** Of ten: one hot, one for a partner, one for nurture, one low, six of whom too little is known. */
const kindOf = (n: number): Kind =>
  n % 10 === 0 ? 'hot' : n % 10 === 1 ? 'partner' : n % 10 === 2 ? 'nurture' : n % 10 === 3 ? 'low' : 'open'

export interface Respondent {
  n: number
  kind: Kind
  email: string
  fields: Record<string, string>
}

export function respondent(n: number): Respondent {
  const kind = kindOf(n)
  const email = `person${n}@firm${n}.example`
  const country = kind === 'partner' ? (n % 20 === 1 ? 'BR' : 'MX') : 'US'
  return {
    n,
    kind,
    email,
    fields: { firstName: 'Person', lastName: `No${n}`, company: `Firm ${n}`, email, country, ...KINDS[kind] },
  }
}

/** What an agent still asks those of whom too little is known: two of three turn out ready to buy. */
export const answersOf = (n: number): Record<string, string> =>
  n % 3 === 0
    ? {
        ...READY,
        need: 'curious',
        budget: 'none',
        decisionRole: 'none',
        currentSolution: 'nothing',
        companySize: 's20to119',
      }
    : READY
