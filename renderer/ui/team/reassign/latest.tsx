import { Button, Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Reassignment } from '../../../../shared/api/reassign.ts'
import { loadReassignments, undoReassign } from '../../../flow/reassign.ts'
import { useAttempt } from '../../actions/use-actions.tsx'
import { useDesk, useNow, useParts, useScreen, useT } from '../../context.tsx'
import { count, recent } from '../../format/time.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { Outcome } from './outcome.tsx'
import css from './reassign.module.css'
import { useNameOf } from './use-name-of.ts'

/** What was given to others lately, each with the way back. */
export function LatestDialog() {
  const t = useT()
  const { screen } = useParts()
  const opened = useScreen((s) => s.dialog === 'reassigned')
  const close = () => screen.setState({ dialog: null })
  return (
    <Dialog name="reassigned" onClose={close} title={t('reassign.latest')} size={620}>
      {opened && <List onClose={close} />}
    </Dialog>
  )
}

function List({ onClose }: { onClose(): void }) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const attempt = useAttempt()
  const nameOf = useNameOf()
  const [list, setList] = useState<readonly Reassignment[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [undone, setUndone] = useState<Reassignment | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    loadReassignments(desk, gone.signal).then(setList, (error: unknown) => {
      if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
    })
    return () => gone.abort()
  }, [desk])
  if (undone) return <Outcome begun={undone} nameOf={nameOf} onClose={onClose} />
  if (problem !== null) return <Empty title={t('inbox.unreached')}>{problem}</Empty>
  if (list === null) return <Empty title={t('reassign.asking')} />
  if (list.length === 0) return <Empty title={t('reassign.noneYet')}>{t('reassign.noneYetHint')}</Empty>
  const undo = (id: string) => {
    setBusy(id)
    void attempt(async () => setUndone(await undoReassign(desk, id))).then(() => setBusy(null))
  }
  const toOf = (r: Reassignment) => r.shares.map((s) => `${nameOf(s.person)} +${count(s.moved)}`).join(', ')
  return (
    <Stack gap={0}>
      {list.map((r) => (
        <div key={r.id} className={css.entry}>
          <div>
            <b>{t(r.undoes ? 'reassign.undone' : 'reassign.done', { count: r.moved, n: count(r.moved) })}</b>{' '}
            {toOf(r)}
            <div className={`${parts.dim} ${parts.small}`}>
              {[nameOf(r.by), recent(r.at, now, t), r.reason].filter(Boolean).join(' · ')}
            </div>
          </div>
          {r.undoneBy !== null ? (
            <span className={parts.dim}>{t('reassign.takenBack')}</span>
          ) : r.undoes === null && r.moved > 0 ? (
            <Button
              loading={busy === r.id}
              disabled={r.waiting > 0}
              aria-label={t('reassign.undoOf', { at: recent(r.at, now, t) })}
              onClick={() => undo(r.id)}
            >
              {t('reassign.undo')}
            </Button>
          ) : null}
        </div>
      ))}
    </Stack>
  )
}
