import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadRow } from '../../db/views.ts'
import { useOpenLead, useScreen, useT } from '../context.tsx'
import { Empty } from '../parts/empty.tsx'
import { AskCard } from './ask-card.tsx'
import { CallBar } from './call-bar.tsx'
import { CallbackDialog } from './callback-dialog.tsx'
import css from './desk.module.css'
import { LeadHead } from './lead-head.tsx'
import { Notes } from './notes.tsx'
import { Qualification } from './qualification.tsx'
import { QueueEmpty } from './queue-empty.tsx'
import { QueueList } from './queue-list.tsx'
import { RouteDialog } from './route-dialog.tsx'
import { ScorePane } from './score-pane.tsx'
import { SkipDialog } from './skip-dialog.tsx'

interface Props {
  mine: readonly LeadRow[]
  queue: readonly LeadRow[]
  policy: Policy | null
  now: number
}

/** The agent's desk: the queue, the lead, the reasons, the call. */
export function DeskScreen({ mine, queue, policy, now }: Props) {
  const t = useT()
  const { view } = useOpenLead()
  const leadId = useScreen((s) => s.leadId)
  const shown = view && policy && leadId !== null ? view : null
  return (
    <div className={css.desk}>
      <QueueList mine={mine} queue={queue} now={now} />
      {shown && policy ? (
        <>
          <section className={css.middle} aria-label={t('lead.label', { name: shown.row.name })}>
            <LeadHead view={shown} now={now} />
            <AskCard view={shown} policy={policy} />
            <Qualification key={`q${shown.row.id}`} view={shown} policy={policy} now={now} />
            <Notes key={`n${shown.row.id}`} view={shown} />
          </section>
          <ScorePane view={shown} policy={policy} now={now} />
        </>
      ) : (
        <>
          <section className={css.middle}>
            {leadId === null ? (
              <QueueEmpty mine={mine.length} />
            ) : (
              view === null && <Empty title={t('lead.gone')} />
            )}
          </section>
          <aside className={css.side} />
        </>
      )}
      <CallBar view={shown} policy={policy} />
      {shown && (
        <>
          <CallbackDialog key={`c${shown.row.id}`} view={shown} />
          <RouteDialog key={`r${shown.row.id}`} view={shown} />
          <SkipDialog key={`s${shown.row.id}`} view={shown} queue={queue} />
        </>
      )}
    </div>
  )
}
