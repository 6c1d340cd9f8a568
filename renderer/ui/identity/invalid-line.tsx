import { supervises } from '../../../shared/sync/protocol.ts'
import type { LeadRow } from '../../db/views.ts'
import { useParts, useT } from '../context.tsx'
import { Chip } from '../parts/chip.tsx'
import css from './identity.module.css'
import { invalidText } from './invalid-text.ts'
import { ReinstateDialog } from './reinstate-dialog.tsx'

/** What makes the open lead invalid; a supervisor may set it aside. */
export function InvalidLine({ row }: { row: LeadRow }) {
  const t = useT()
  const { desk, screen } = useParts()
  if (row.invalid.length === 0) return null
  return (
    <>
      <Chip tone="red">{t('identity.invalid')}</Chip>
      <span className={css.lineText}>{row.invalid.map((id) => invalidText(t, id)).join(', ')}</span>
      {supervises(desk.me.role) && (
        <>
          <button type="button" className={css.link} onClick={() => screen.setState({ dialog: 'reinstate' })}>
            {t('identity.reinstate')}
          </button>
          <ReinstateDialog leads={[row]} onDone={() => undefined} />
        </>
      )}
    </>
  )
}
