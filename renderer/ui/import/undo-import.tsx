import { Alert, Button, Progress, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { ImportRecord, ImportUndo } from '../../../shared/api/imports.ts'
import { importRecordOf, undoImport } from '../../flow/import-leads.ts'
import { openLead } from '../../state/screen.ts'
import { SureButton } from '../admin/sure-button.tsx'
import { textOf } from '../admin/use-asked.ts'
import { useDesk, useNow, useParts, useT } from '../context.tsx'
import { count, moment } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { useSave } from '../parts/use-save.ts'
import css from './import.module.css'

const EVERY_MS = 700

interface Props {
  record: ImportRecord
  onChanged(record: ImportRecord): void
}

/** Takes an import back, with a reason; how far it is, and what could not be taken back. */
export function UndoImport({ record, onChanged }: Props) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const { busy, problem, save, at } = useSave()
  const [reason, setReason] = useState('')
  const [unread, setUnread] = useState<string | null>(null)
  const running = record.undo?.state === 'running'
  useEffect(() => {
    if (!running) return
    const gone = new AbortController()
    const timer = setInterval(() => {
      importRecordOf(desk, record.id, gone.signal).then(
        (after) => {
          setUnread(null)
          onChanged(after)
        },
        // It goes on at central all the same, and is asked again.
        (error: unknown) => gone.signal.aborted || setUnread(textOf(error)),
      )
    }, EVERY_MS)
    return () => {
      clearInterval(timer)
      gone.abort()
    }
  }, [running, desk, record.id, onChanged])
  if (record.undo) return <Undone undo={record.undo} unread={unread} />
  const run = () =>
    save(async () => {
      onChanged(await undoImport(desk, record.id, reason.trim()))
      return t('import.undoBegun', { file: record.fileName })
    })
  return (
    <form className={css.undo} onSubmit={(e: FormEvent) => e.preventDefault()}>
      <p className={css.remark}>{t('import.undoHint', { until: moment(record.undoableUntil ?? '', now) })}</p>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <div className={css.undoRow}>
        <TextInput
          label={t('import.undoReason')}
          value={reason}
          maxLength={500}
          autoFocus
          error={at('/reason')}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
        <SureButton
          label={t('import.undo')}
          ask={t('import.undoAsk', { file: record.fileName })}
          yes={t('import.undoYes')}
          disabled={reason.trim() === ''}
          busy={busy}
          run={run}
        />
      </div>
    </form>
  )
}

const OUTCOMES = ['left', 'restored', 'kept'] as const

function Undone({ undo, unread }: { undo: ImportUndo; unread: string | null }) {
  const t = useT()
  const { desk, screen } = useParts()
  const why = Object.entries(undo.because) as [keyof ImportUndo['because'], number][]
  return (
    <div className={css.undo}>
      {undo.state === 'running' && (
        <>
          <Progress
            animated
            value={(undo.done / Math.max(1, undo.rows)) * 100}
            aria-label={t('import.undoProgress')}
          />
          <div className={parts.dim} role="status">
            {t('import.undoRunning', { n: count(undo.done), rows: count(undo.rows) })}
          </div>
        </>
      )}
      {unread && <div className={parts.dim}>{unread}</div>}
      <p className={css.remark} role="status">
        {t(`import.undoState.${undo.state}`)} · {undo.reason}
      </p>
      <div className={css.counts}>
        {OUTCOMES.map((o) => (
          <div key={o}>
            <div className={css.figure}>{count(undo[o])}</div>
            <div className={parts.dim}>{t(`import.undoCount.${o}`)}</div>
          </div>
        ))}
      </div>
      {why.length > 0 && (
        <>
          <h3 className={css.listTitle}>{t('import.stays')}</h3>
          <ul className={css.stays}>
            {why.map(([because, n]) => (
              <li key={because}>
                {t(`import.because.${because}`, { count: n, n: count(n) })}{' '}
                {undo.stays
                  .filter((s) => s.because === because && desk.reader.row(s.lead))
                  .slice(0, 10)
                  .map((s) => (
                    <Button
                      key={s.lead}
                      size="compact-xs"
                      variant="subtle"
                      onClick={() => {
                        openLead(screen, s.lead)
                        screen.setState({ screen: 'queue' })
                      }}
                    >
                      {desk.reader.row(s.lead)?.name}
                    </Button>
                  ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
