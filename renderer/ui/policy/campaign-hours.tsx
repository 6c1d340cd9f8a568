import { useState } from 'react'
import { without } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { badDays, type CalendarDraft, calendarDraft, calendarOf } from '../parts/calendar/calendar-draft.ts'
import { CalendarFields } from '../parts/calendar/calendar-fields.tsx'
import { useProblems } from './at-place.tsx'
import { Card } from './card.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** When the campaign is worked: what its limits are counted in where the owner of a lead has no hours. */
export function CampaignHours({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const problemAt = useProblems()
  const { calendar = null } = edit.policy
  const [typed, setTyped] = useState(() => calendarDraft(calendar, HERE))
  const set = (draft: CalendarDraft) => {
    setTyped(draft)
    if (badDays(draft).length > 0) return
    const next = calendarOf(draft)
    edit.change((p) => (next ? { ...p, calendar: next } : without(p, 'calendar')))
  }
  return (
    <Card id="policy-hours" title={t('policyForm.hours')} hint={t('policyForm.hoursHint')}>
      <div className={css.form}>
        <CalendarFields
          label={t('policyForm.hours')}
          draft={typed}
          at={(pointer) => problemAt(`/calendar${pointer}`)}
          onChange={set}
          // A line that is none goes back to what stands in the draft.
          onLeave={() => badDays(typed).length > 0 && setTyped(calendarDraft(calendar, typed.zone))}
        />
      </div>
    </Card>
  )
}
