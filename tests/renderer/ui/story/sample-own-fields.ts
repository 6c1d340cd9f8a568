import { DEFAULT_POLICY } from '../../../../shared/policy/default-policy.ts'
import type { Policy, PolicyField } from '../../../../shared/policy/policy.ts'

const choices = (...labels: string[]) => labels.map((label) => ({ id: label.toLowerCase(), label }))

const asked = (field: string, question: string, more: Partial<PolicyField> = {}): PolicyField => ({
  field,
  dimension: null,
  share: 0,
  question,
  answers: [],
  halfLifeDays: null,
  staleAfterDays: null,
  reaskDays: 30,
  ...more,
})

/** Own fields of every kind: the fleet decides, supplier and interests are also worth asking. */
export const OWN_FIELDS: Pick<Policy, 'fields' | 'ownFields'> = {
  ownFields: [
    { id: 'own.supplier', label: 'Supplier today', kind: 'text' },
    { id: 'own.vehicles', label: 'Vehicles', kind: 'number' },
    { id: 'own.contract-end', label: 'Contract ends', kind: 'date' },
    { id: 'own.fleet', label: 'Fleet', kind: 'choice', choices: choices('Owned', 'Leased') },
    {
      id: 'own.interests',
      label: 'Interested in',
      kind: 'choices',
      choices: choices('Planning', 'Tracking', 'Yard'),
    },
  ],
  fields: [
    ...DEFAULT_POLICY.fields,
    asked('own.fleet', 'Do you own your fleet?', {
      dimension: 'fit',
      share: 0.1,
      answers: [
        { id: 'owned', share: 0 },
        { id: 'leased', share: 1 },
      ],
    }),
    asked('own.supplier', 'Who supplies what you use today?'),
    asked('own.interests', 'Which of these would you like to hear more about?'),
  ],
}
