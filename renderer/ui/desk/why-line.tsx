import { VisuallyHidden } from '@mantine/core'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { whyThisLead } from '../../flow/why-this-lead.ts'
import { useScreen, useT } from '../context.tsx'
import { usePersonName } from '../format/use-origin.ts'
import { whyText } from '../format/why-text.ts'
import css from './calling.module.css'

/** Why this lead, why again: a line, or two. */
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
  const running = row.work.do === 'wrapUp' ? row.work.call : null
  const going = useScreen((s) => s.going.some((g) => g.call === running))
  // What another line says, or the call bar while the call goes on, is not said twice.
  const told = clauses.filter(
    (c) => !(going && c.id === 'callWithoutOutcome') && !(c.id === 'closed' && c.because === 'invalid'),
  )
  const text = whyText(told, { t, now, zone: row.timeZone, nameOf })
  if (text === '') return null
  return (
    <p className={css.why} title={text} data-why>
      <VisuallyHidden>{t('why.label')}: </VisuallyHidden>
      {text}
    </p>
  )
}
