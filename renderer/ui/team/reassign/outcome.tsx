import { Button, Group, Progress, Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Reassignment } from '../../../../shared/api/reassign.ts'
import { undoReassign } from '../../../flow/reassign.ts'
import { useAttempt } from '../../actions/use-actions.tsx'
import { useParts, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import parts from '../../parts/parts.module.css'
import { Kept } from './kept.tsx'
import css from './reassign.module.css'
import { useProgress } from './use-progress.ts'

interface Props {
  begun: Reassignment
  nameOf(person: string | null): string
  onClose(): void
}

/** What was done: progress while it is under way, then who got how many, what stayed, and the way back. */
export function Outcome({ begun, nameOf, onClose }: Props) {
  const t = useT()
  const { desk, screen } = useParts()
  const attempt = useAttempt()
  const [undoing, setUndoing] = useState<Reassignment | null>(null)
  const [busy, setBusy] = useState(false)
  const { latest: done, away } = useProgress(undoing ?? begun)
  const over = done.waiting === 0
  const text = t(done.undoes ? 'reassign.undone' : 'reassign.done', {
    count: done.moved,
    n: count(done.moved),
  })
  useEffect(() => {
    if (over) screen.setState({ said: text })
  }, [over, text, screen])
  const undo = () => {
    setBusy(true)
    void attempt(async () => setUndoing(await undoReassign(desk, begun.id))).then(() => setBusy(false))
  }
  return (
    <Stack gap="sm">
      {over ? (
        <div role="status">{text}</div>
      ) : (
        <>
          <div>
            {t('reassign.running', { moved: count(done.total - done.waiting), total: count(done.total) })}
          </div>
          <Progress
            value={((done.total - done.waiting) / done.total) * 100}
            aria-label={t('reassign.progress')}
          />
          {away && <div role="status">{t('reassign.away')}</div>}
        </>
      )}
      {done.shares.length > 0 && (
        <ul className={css.kept}>
          {done.shares.map((s) => (
            <li key={s.person ?? ''}>
              {nameOf(s.person)} <span className={parts.dim}>+{count(s.moved)}</span>
            </li>
          ))}
        </ul>
      )}
      <Kept kept={done.kept} />
      <Group justify="flex-end" gap="xs">
        {!done.undoes && over && done.moved > 0 && (
          <Button onClick={undo} loading={busy}>
            {t('reassign.undo')}
          </Button>
        )}
        <Button variant="filled" onClick={onClose} data-autofocus>
          {t('dialog.close')}
        </Button>
      </Group>
    </Stack>
  )
}
