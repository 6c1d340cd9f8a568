import { Button } from '@mantine/core'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import type { KeptPlace } from '../../flow/lists/kept-place.ts'
import type { NumberState } from '../../flow/numbers.ts'
import { firstWorkable } from '../../flow/workable.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useOpenLead, useScreen, useT } from '../context.tsx'
import { LeadIdentity } from '../identity/lead-identity.tsx'
import { Empty } from '../parts/empty.tsx'
import { Key } from '../parts/key.tsx'
import { AmendDialog } from './amend-dialog.tsx'
import { AskCard } from './ask-card.tsx'
import { CallBar } from './call-bar.tsx'
import { CallbackDialog } from './callback-dialog.tsx'
import { ConsentDialog } from './consent-dialog.tsx'
import css from './desk.module.css'
import { FiltersDialog } from './filters/filters-dialog.tsx'
import { GiveBackDialog } from './give-back-dialog.tsx'
import { LeadHead } from './lead-head.tsx'
import { LiftDialog } from './lift-dialog.tsx'
import { Notes } from './notes.tsx'
import { Qualification } from './qualification.tsx'
import { QueueEmpty } from './queue-empty.tsx'
import { QueueList } from './queue-list.tsx'
import { RouteDialog } from './route-dialog.tsx'
import { ScorePane } from './score-pane.tsx'
import { ScriptCard } from './script/script-card.tsx'
import { SkipDialog } from './skip-dialog.tsx'

interface Props {
  mine: List<LeadRow>
  queue: List<LeadRow>
  /** Of the open lead in the queue. */
  kept: KeptPlace<LeadRow>
  policy: Policy | null
  numbers: readonly NumberState[]
  now: number
}

/** The agent's desk: the queue, the lead, the reasons, the call. */
export function DeskScreen({ mine, queue, kept, policy, numbers, now }: Props) {
  const t = useT()
  const { view } = useOpenLead()
  const leadId = useScreen((s) => s.leadId)
  const paused = useScreen((s) => s.paused !== null)
  // The first one is opened in a moment.
  const opens = !paused && firstWorkable(queue, now) !== null
  const shown = view && policy && leadId !== null ? view : null
  return (
    <div className={css.desk}>
      <QueueList mine={mine} queue={queue} kept={kept} now={now} />
      {shown && policy ? (
        <div className={css.lead}>
          <section className={css.middle} aria-label={t('lead.label', { name: shown.row.name })}>
            <LeadHead view={shown} policy={policy} numbers={numbers} now={now} />
            <LeadIdentity row={shown.row} />
            <AskCard view={shown} policy={policy} />
            <ScriptCard key={`t${shown.row.id}`} view={shown} policy={policy} />
            <Qualification key={`q${shown.row.id}`} view={shown} policy={policy} now={now} />
            <Notes key={`n${shown.row.id}`} view={shown} />
          </section>
          <ScorePane view={shown} policy={policy} now={now} />
        </div>
      ) : (
        <div className={css.lead}>
          <section className={css.middle}>
            {leadId === null ? !opens && <QueueEmpty mine={mine} now={now} /> : view === null && <LeadGone />}
          </section>
          <aside className={css.side} />
        </div>
      )}
      <FiltersDialog mine={mine} now={now} />
      <CallBar view={shown} policy={policy} numbers={numbers} />
      {shown && (
        <>
          <CallbackDialog key={`c${shown.row.id}`} view={shown} />
          <RouteDialog key={`r${shown.row.id}`} view={shown} />
          <GiveBackDialog key={`p${shown.row.id}`} view={shown} queue={queue} />
          <SkipDialog key={`s${shown.row.id}`} view={shown} queue={queue} />
          {policy && <AmendDialog key={`a${shown.row.id}`} view={shown} policy={policy} />}
          {policy && <ConsentDialog key={`y${shown.row.id}`} view={shown} policy={policy} />}
          <LiftDialog key={`l${shown.row.id}`} view={shown} />
        </>
      )}
    </div>
  )
}

/** The open lead left this machine: what becomes of the work, and on. */
function LeadGone() {
  const t = useT()
  const next = useActions().get('next')
  const { reader } = useDesk()
  const leadId = useScreen((s) => s.leadId)
  const erased = leadId !== null && reader.erased().has(leadId)
  return (
    <Empty title={t(erased ? 'lead.erased' : 'lead.gone')}>
      <div>{t(erased ? 'lead.erasedHint' : 'lead.goneHint')}</div>
      {next?.enabled && (
        <Button variant="filled" rightSection={<Key chord="j" />} onClick={() => void next.run()}>
          {next.label}
        </Button>
      )}
    </Empty>
  )
}
