import type { Policy } from './policy.ts'
import type { PolicyProblem } from './policy-error.ts'

/** What the desk cannot do without: an outcome for a call that took place, and one for who asks not to be called. Of policies handed in; one that is in force goes on as it is. */
export function checkOutcomes({ dispositions }: Policy): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  const report = (detail: string) => problems.push({ pointer: '/dispositions', detail })
  if (!dispositions.some(({ flags: f }) => f.completed && f.rightParty && !f.unworkable && !f.doNotCall))
    report('no outcome says that the right person was spoken to and the call did what it was for')
  if (!dispositions.some((d) => d.flags.doNotCall))
    report('no outcome says that the person is not to be called')
  return problems
}
