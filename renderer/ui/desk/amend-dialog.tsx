import { isDoNotCall } from '../../../shared/lead/lead.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { amendCall } from '../../flow/amend-call.ts'
import { sayPassing } from '../../state/screen.ts'
import { lastOutcome } from '../actions/running-call.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { moment } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { ReasonDialog } from '../parts/reason-dialog.tsx'

/** Another outcome for the last call; the first one stays in the history of events. */
export function AmendDialog({ view, policy }: { view: LeadView; policy: Policy }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const call = lastOutcome(view.snapshot.lead)
  if (!call) return null
  const given = policy.dispositions.find((d) => d.id === call.disposition)
  const others = policy.dispositions.filter((d) => d !== given)
  const initial = others[0]
  if (!initial) return null
  return (
    <ReasonDialog
      name="amend"
      title={t('action.amend')}
      save={t('amend.save')}
      hint={
        <div className={parts.dim}>
          {t('amend.given', {
            outcome: given?.label ?? call.disposition ?? '',
            at: moment(call.startedAt, desk.now()),
          })}{' '}
          {isDoNotCall(view.snapshot.lead) && t('undo.final.doNotCall')}
        </div>
      }
      choice={{
        label: t('amend.outcome'),
        initial: initial.id,
        options: others.map((d) => ({ value: d.id, label: d.label })),
      }}
      run={async (reason, outcome) => {
        if (outcome === null) return
        await amendCall(desk, view.row.id, call.id, outcome, reason)
        sayPassing(screen, t('amend.done'))
      }}
    />
  )
}
