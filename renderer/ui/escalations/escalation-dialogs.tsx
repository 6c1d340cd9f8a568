import type { EscalationCommand } from '../../flow/escalations.ts'
import { useDesk, useT } from '../context.tsx'
import { byName } from '../format/order.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'

const POOL = ''

/** What is done about escalations only with a reason. */
export function EscalationDialogs({ run }: { run(what: EscalationCommand): Promise<void> }) {
  const t = useT()
  const { reader } = useDesk()
  const people = byName(reader.people().filter((p) => p.active && (p.role === 'agent' || p.role === 'inbox')))
  return (
    <>
      <ReasonDialog
        name="resolveEscalation"
        title={t('escalations.do.resolve')}
        save={t('escalations.do.resolve')}
        run={(reason) => run({ what: 'resolve', reason })}
      />
      <ReasonDialog
        name="reassignEscalation"
        title={t('escalations.do.reassign')}
        save={t('escalations.do.reassign')}
        choice={{
          label: t('reassign.to'),
          initial: null,
          options: [
            { value: POOL, label: t('escalations.common') },
            ...people.map((p) => ({ value: p.id, label: p.name })),
          ],
        }}
        run={(reason, to) => run({ what: 'reassign', to: to === POOL ? null : to, reason })}
      />
    </>
  )
}
