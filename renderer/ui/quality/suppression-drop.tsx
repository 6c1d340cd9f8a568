import { Alert, Button, Group, Progress, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import type { SuppressionOutcome } from '../../../shared/api/qualification.ts'
import { sendSuppressions } from '../../flow/load-suppressions.ts'
import { useDesk, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { FileDrop } from '../parts/file-drop.tsx'
import parts from '../parts/parts.module.css'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'
import css from './quality.module.css'

/** A list as a file: named, sent, and what of it could not be read. One of the same name is replaced. */
export function SuppressionDrop({ onDone }: { onDone(): void }) {
  const t = useT()
  const desk = useDesk()
  const [file, setFile] = useState<File | null>(null)
  const [name, setName] = useState('')
  const [source, setSource] = useState('')
  const [country, setCountry] = useState('')
  const [outcome, setOutcome] = useState<SuppressionOutcome | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const line = useRef<AbortController | null>(null)

  const choose = (chosen: File) => {
    setFile(chosen)
    setName(chosen.name.replace(/\.[^.]+$/, ''))
    setOutcome(null)
    setProblem(null)
  }
  const send = async (e: FormEvent) => {
    e.preventDefault()
    if (!file || busy || name.trim() === '') return
    const sending = new AbortController()
    line.current = sending
    setBusy(true)
    setProblem(null)
    try {
      const list = { name: name.trim(), source: source.trim(), country: country.trim().toUpperCase() }
      setOutcome(await sendSuppressions(desk, file, list, sending.signal))
      setFile(null)
      setSource('')
      onDone()
    } catch (error) {
      if (!sending.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css.drop}>
      {file === null ? (
        <FileDrop label={t('quality.drop')} onFile={choose} p={12}>
          <div className={css.dropText}>
            <b>{t('quality.drop')}</b>
            <span className={parts.dim}>{t('quality.dropHint')}</span>
          </div>
        </FileDrop>
      ) : (
        <form
          className={`${parts.card} ${parts.pad}`}
          onSubmit={(e) => void send(e)}
          onKeyDown={submitOnCtrlEnter}
        >
          <Group gap="sm" align="flex-end">
            <TextInput
              label={t('quality.column.list')}
              value={name}
              maxLength={200}
              required
              withAsterisk={false}
              autoFocus
              disabled={busy}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            <TextInput
              label={t('quality.column.source')}
              placeholder={t('quality.sourceHint')}
              value={source}
              maxLength={200}
              disabled={busy}
              className={css.grow}
              onChange={(e) => setSource(e.currentTarget.value)}
            />
            <TextInput
              label={t('quality.country')}
              placeholder="US"
              value={country}
              maxLength={2}
              disabled={busy}
              w={170}
              onChange={(e) => setCountry(e.currentTarget.value)}
            />
            <Button onClick={() => (busy ? line.current?.abort() : setFile(null))}>
              {t('dialog.cancel')}
            </Button>
            <Button type="submit" variant="filled" disabled={busy || name.trim() === ''}>
              {t('quality.send')}
            </Button>
          </Group>
          {busy && (
            <>
              <Progress mt="sm" animated value={100} aria-label={t('quality.progress')} />
              <div className={parts.dim} role="status">
                {t('quality.sending', { file: file.name, size: count(Math.ceil(file.size / 1024)) })}
              </div>
            </>
          )}
        </form>
      )}
      {problem && (
        <Alert color="red" role="alert" mt="xs">
          {problem}
        </Alert>
      )}
      {outcome && <Outcome outcome={outcome} />}
    </div>
  )
}

function Outcome({ outcome: o }: { outcome: SuppressionOutcome }) {
  const t = useT()
  return (
    <Alert color={o.rejected > 0 ? 'yellow' : 'green'} mt="xs" role="status">
      {t('quality.outcome', {
        name: o.list.name,
        entries: count(o.entries),
        added: count(o.added),
        removed: count(o.removed),
      })}{' '}
      {o.rejected > 0 && t('quality.rejected', { count: o.rejected, n: count(o.rejected) })}
      {o.problems.length > 0 && (
        <ul className={css.problems}>
          {o.problems.map((p) => (
            <li key={p.line}>{t('quality.badLine', { line: p.line, value: p.value, reason: p.reason })}</li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
