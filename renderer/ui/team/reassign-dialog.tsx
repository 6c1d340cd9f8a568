import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AssignResponse } from '../../../shared/api/api.ts'
import type { LeadRow } from '../../db/views.ts'
import { reassign } from '../../flow/reassign.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'

const POOL = ''

/** Gives the chosen leads to a person or the pool, and tells which had changed meanwhile. */
export function ReassignDialog({ rows, onDone }: { rows: readonly LeadRow[]; onDone(): void }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const agents = desk.reader.people().filter((p) => p.active && p.role === 'agent')
  const [to, setTo] = useState(POOL)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<AssignResponse | null>(null)

  const close = () => {
    screen.setState({ dialog: null })
    if (result) onDone()
    setResult(null)
  }
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    setBusy(true)
    void attempt(async () => {
      const answer = await reassign(desk, rows, to === POOL ? null : to, reason.trim())
      screen.setState({ said: t('reassign.done', { count: answer.assigned.length }) })
      setResult(answer)
    }).then(() => setBusy(false))
  }
  const name = (id: string | null) =>
    id === null
      ? t('team.pool')
      : (desk.reader.people().find((p) => p.id === id)?.name ?? t('history.someone'))

  return (
    <Dialog
      name="reassign"
      onClose={close}
      title={t('action.reassign', { count: result?.assigned.length ?? rows.length })}
      size={440}
    >
      {result ? (
        <Stack gap="sm">
          <div role="status">{t('reassign.done', { count: result.assigned.length })}</div>
          {result.conflicts.length > 0 && (
            <div>
              {t('reassign.conflicts', { count: result.conflicts.length })}
              <ul>
                {result.conflicts.slice(0, 8).map((c) => (
                  <li key={c.id}>
                    {desk.reader.row(c.id)?.name ?? c.id} — {name(c.owner)}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Group justify="flex-end">
            <Button variant="filled" onClick={close} data-autofocus>
              {t('dialog.close')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
          <Stack gap="sm">
            <NativeSelect
              label={t('reassign.to')}
              value={to}
              data-autofocus
              data={[
                { value: POOL, label: t('team.pool') },
                ...agents.map((p) => ({ value: p.id, label: p.name })),
              ]}
              onChange={(e) => setTo(e.currentTarget.value)}
            />
            <TextInput
              label={t('dialog.reasonOptional')}
              value={reason}
              onChange={(e) => setReason(e.currentTarget.value)}
            />
            <Group justify="flex-end" gap="xs">
              <Button onClick={close}>{t('dialog.cancel')}</Button>
              <Button type="submit" variant="filled" loading={busy} disabled={rows.length === 0}>
                {t('reassign.save', { count: rows.length })}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  )
}
