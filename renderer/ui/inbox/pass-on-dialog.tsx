import type { HandOff } from '../../../shared/api/hand-offs.ts'
import { passOn } from '../../flow/hand-offs.ts'
import { useDesk, useT } from '../context.tsx'
import { byName } from '../format/order.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'

const COMMON = ''

interface Props {
  handOff: HandOff
  onDone(handOff: HandOff): void
}

/** To a colleague of the same channel, or back to the team's common inbox. */
export function PassOnDialog({ handOff, onDone }: Props) {
  const t = useT()
  const desk = useDesk()
  const colleagues = byName(
    desk.reader
      .people()
      .filter((p) => p.active && p.role === 'inbox' && p.team === handOff.team && p.id !== handOff.owner),
  )
  return (
    <ReasonDialog
      name="passOn"
      title={t('inbox.do.passOn')}
      save={t('inbox.done.passOn')}
      choice={{
        label: t('inbox.to'),
        initial: null,
        options: [
          { value: COMMON, label: t('inbox.common') },
          ...colleagues.map((p) => ({ value: p.id, label: p.name })),
        ],
      }}
      run={async (reason, to) => onDone(await passOn(desk, handOff, to === COMMON ? null : to, reason))}
    />
  )
}
