import type { LeadRow, LeadView } from '../../db/views.ts'
import { skip } from '../../flow/skip.ts'
import { openLead } from '../../state/screen.ts'
import { nextLead } from '../actions/call-actions.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'

const HOUR = 3_600_000
const DELAYS = { hours2: 2 * HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const
const CHOICES = Object.keys(DELAYS) as (keyof typeof DELAYS)[]

/** Puts the lead off, with a reason, and goes on to the next one. */
export function SkipDialog({ view, queue }: { view: LeadView; queue: readonly LeadRow[] }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  return (
    <ReasonDialog
      name="skip"
      title={t('action.skip')}
      save={t('skip.save')}
      choice={{
        label: t('skip.delay'),
        initial: 'day',
        options: CHOICES.map((d) => ({ value: d, label: t(`skip.${d}`) })),
      }}
      run={async (reason, delay) => {
        const next = nextLead({ queue, view })
        await skip(desk, view.row.id, new Date(desk.now() + DELAYS[delay ?? 'day']).toISOString(), reason)
        openLead(screen, next)
      }}
    />
  )
}
