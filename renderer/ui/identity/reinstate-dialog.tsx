import { Stack } from '@mantine/core'
import type { LeadRow } from '../../db/views.ts'
import { reinstateAll } from '../../flow/reinstate.ts'
import { sayPassing } from '../../state/screen.ts'
import { useParts, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { invalidText } from './invalid-text.ts'

/** Sets what makes these leads invalid aside, with a reason: somebody looked. */
export function ReinstateDialog({ leads, onDone }: { leads: readonly LeadRow[]; onDone(): void }) {
  const t = useT()
  const { desk, screen } = useParts()
  const reasons = [...new Set(leads.flatMap((l) => l.invalid))]
  const many = { count: leads.length, n: count(leads.length) }
  return (
    <ReasonDialog
      name="reinstate"
      title={t('reinstate.title', many)}
      save={t('reinstate.save')}
      hint={
        <Stack gap={2}>
          <div>{t('reinstate.hint')}</div>
          <b>{reasons.map((id) => invalidText(t, id)).join(', ')}</b>
        </Stack>
      }
      run={async (reason) => {
        await reinstateAll(desk, leads, reason)
        sayPassing(screen, t('reinstate.done', many))
        onDone()
      }}
    />
  )
}
