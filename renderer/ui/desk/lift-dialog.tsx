import type { LeadView } from '../../db/views.ts'
import { liftDoNotCall } from '../../flow/lift-do-not-call.ts'
import { sayPassing } from '../../state/screen.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { ReasonDialog } from '../parts/reason-dialog.tsx'

/** A supervisor lets a person be called again who had asked not to be. */
export function LiftDialog({ view }: { view: LeadView }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  return (
    <ReasonDialog
      name="lift"
      title={t('action.lift')}
      save={t('lift.save')}
      hint={<div className={parts.dim}>{t('lift.hint')}</div>}
      run={async (reason) => {
        await liftDoNotCall(desk, view.row.id, reason)
        sayPassing(screen, t('lift.done'))
      }}
    />
  )
}
