import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy, PolicyField } from '../../shared/policy/policy.ts'

/** Asked for whoever receives the lead: it decides nothing. */
const told = (field: string, question: string): PolicyField => ({
  field,
  dimension: null,
  share: 0,
  question,
  answers: [],
  halfLifeDays: null,
  staleAfterDays: null,
  reaskDays: 30,
})

/** The policy of the demo campaign: the default one, with two fields of its own. */
export const DEMO_POLICY: Policy = {
  ...DEFAULT_POLICY,
  ownFields: [
    { id: 'own.supplier', label: 'Supplier today', kind: 'text' },
    {
      id: 'own.interests',
      label: 'Interested in',
      kind: 'choices',
      choices: [
        { id: 'dispatch', label: 'Dispatch board' },
        { id: 'routes', label: 'Route planner' },
        { id: 'docks', label: 'Dock scheduling' },
        { id: 'reports', label: 'Fleet reports' },
      ],
    },
  ],
  fields: [
    ...DEFAULT_POLICY.fields,
    told('own.supplier', 'Who supplies what you use today?'),
    told('own.interests', 'Which of these would you like to hear more about?'),
  ],
}
