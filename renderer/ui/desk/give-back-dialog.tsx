import type { List } from '../../db/memory/list.ts'
import type { LeadRow, LeadView } from '../../db/views.ts'
import { giveBack } from '../../flow/give-back.ts'
import { openCallbacks } from '../../flow/lead-of.ts'
import { openLead, sayPassing } from '../../state/screen.ts'
import { nextLead } from '../actions/call-actions.ts'
import { settleTyping } from '../actions/settle-typing.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { ReasonDialog } from '../parts/reason-dialog.tsx'

/** The lead is for somebody else: back to the pool, with the reason, and on to the next one. */
export function GiveBackDialog({ view, queue }: { view: LeadView; queue: List<LeadRow> }) {
  const t = useT()
  const desk = useDesk()
  const { screen, session } = useParts()
  const { row, snapshot } = view
  const promised = openCallbacks(snapshot.lead).length > 0
  return (
    <ReasonDialog
      name="giveBack"
      title={t('action.giveBack')}
      save={t('giveBack.save')}
      hint={<div className={parts.dim}>{t(promised ? 'giveBack.promised' : 'giveBack.hint')}</div>}
      run={async (reason) => {
        const stuck = await settleTyping()
        if (stuck) throw new Error(t('fields.fixFirst', { field: stuck }))
        const next = nextLead(queue, row, desk.now())
        if (!(await giveBack(desk, row, reason))) throw new Error(t('giveBack.changed'))
        // What is here of it leaves with the next round; what waits for central is sent in it.
        session.syncNow()
        openLead(screen, next)
        const done = t('giveBack.done', { lead: row.name || t('lead.noName') })
        sayPassing(screen, done)
      }}
    />
  )
}
