import { checkOwnFields } from './check-own-fields.ts'
import { isDeskKey } from './desk-keys.ts'
import type { Policy } from './policy.ts'
import type { PolicyProblem } from './policy-error.ts'
import { checkScript } from './script.ts'

/**
 * What is wrong with a policy that is handed in, though leads can be decided by it. One that was published before something of this
 * was asked for goes on as it is: central and the desks bear it.
 */
export const checkHandedIn = (policy: Policy): PolicyProblem[] => [
  ...checkOutcomes(policy),
  ...checkKeys(policy),
  ...checkOwnFields(policy),
  ...checkScript(policy),
]

/** What the desk cannot do without: an outcome for a call that took place, and one for who asks not to be called. */
function checkOutcomes({ dispositions }: Policy): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  const report = (detail: string) => problems.push({ pointer: '/dispositions', detail })
  if (!dispositions.some(({ flags: f }) => f.completed && f.rightParty && !f.unworkable && !f.doNotCall))
    report('no outcome says that the right person was spoken to and the call did what it was for')
  if (!dispositions.some((d) => d.flags.doNotCall))
    report('no outcome says that the person is not to be called')
  return problems
}

const checkKeys = ({ dispositions }: Policy): PolicyProblem[] =>
  dispositions.flatMap(({ key }, i) =>
    isDeskKey(key)
      ? [{ pointer: `/dispositions/${i}/key`, detail: `'${key}' is a key of the desk's own` }]
      : [],
  )
