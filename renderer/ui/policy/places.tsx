import { TagsInput } from '@mantine/core'
import { useT } from '../context.tsx'
import { ProblemAt } from './at-place.tsx'
import { Card } from './card.tsx'
import type { PolicyEdit } from './use-policy-draft.ts'

/** Where only partners serve. */
export function Places({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  return (
    <Card id="policy-places" title={t('policyForm.places')}>
      <TagsInput
        size="xs"
        label={t('policyForm.territories')}
        description={t('policyForm.territoriesHint')}
        splitChars={[',', ' ', ';']}
        value={edit.policy.partnerTerritories}
        onChange={(list) =>
          edit.change((p) => ({
            ...p,
            partnerTerritories: [...new Set(list.map((c) => c.trim().toUpperCase()).filter(Boolean))],
          }))
        }
      />
      <ProblemAt pointer="/partnerTerritories" />
    </Card>
  )
}
