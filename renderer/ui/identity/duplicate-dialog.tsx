import { useState } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { keepApart } from '../../flow/keep-apart.ts'
import type { LikelyDuplicate } from '../../flow/likely-duplicates.ts'
import { mergeLeads } from '../../flow/merge-leads.ts'
import { sayPassing } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useNow, useOpenLead, useParts, useT } from '../context.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Compare } from './compare.tsx'

interface Props {
  row: LeadRow
  likely: readonly LikelyDuplicate[]
  /** After each decision: what is likely is to be looked for anew. */
  onSettled(): void
}

/** The open lead beside who it may also be, one after the other. Esc puts it off: nothing is written. */
export function DuplicateDialog({ row, likely, onSettled }: Props) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const now = useNow(60_000)
  const { view } = useOpenLead()
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const left = likely.flatMap(({ lead, ...l }) =>
    lead === null || settled.has(l.id) ? [] : [{ ...l, lead }],
  )
  const other = left[0]

  const settle = (said: string, write: (other: string) => Promise<void>) => {
    if (!other || busy) return
    setBusy(true)
    void attempt(async () => {
      await write(other.id)
      setSettled(new Set([...settled, other.id]))
      if (left.length === 1) screen.setState({ dialog: null })
      sayPassing(screen, said)
      onSettled()
    }).then(() => setBusy(false))
  }
  return (
    <Dialog
      name="duplicate"
      title={left.length > 1 ? t('identity.titleOf', { count: left.length }) : t('identity.title')}
      size={860}
    >
      {other && view?.row.id === row.id && (
        <Compare
          key={other.id}
          left={view.snapshot.lead}
          right={other.lead}
          likeness={other.likeness}
          now={now}
          heads={{ left: t('identity.open'), right: other.name || t('identity.other') }}
          busy={busy}
          onMerge={() => settle(t('identity.merged'), (id) => mergeLeads(desk, row.id, id))}
          onApart={(reason) => settle(t('identity.apart'), (id) => keepApart(desk, row.id, id, reason))}
        />
      )}
    </Dialog>
  )
}
