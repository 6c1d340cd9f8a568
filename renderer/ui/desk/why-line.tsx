import { VisuallyHidden } from '@mantine/core'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { whyThisLead } from '../../flow/why-this-lead.ts'
import { useT } from '../context.tsx'
import { usePersonName } from '../format/use-origin.ts'
import { whyText } from '../format/why-text.ts'
import css from './calling.module.css'

/** Why this lead, why again: one line. */
export function WhyLine({ view, policy, now }: { view: LeadView; policy: Policy; now: number }) {
  const t = useT()
  const nameOf = usePersonName()
  const { row, snapshot } = view
  const clauses = whyThisLead(snapshot.lead, {
    work: row.work,
    decision: view.explanation.decision,
    contact: row.contact,
    policy,
    now: new Date(now).toISOString(),
  })
  const text = whyText(clauses, { t, now, zone: row.timeZone, nameOf })
  return (
    <p className={css.why} title={text} data-why>
      <VisuallyHidden>{t('why.label')}: </VisuallyHidden>
      {text}
    </p>
  )
}
