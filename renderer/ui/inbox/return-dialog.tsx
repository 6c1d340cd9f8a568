import { Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { HandOff } from '../../../shared/api/hand-offs.ts'
import { RETURN_REASONS, type ReturnReason } from '../../../shared/lead/hand-off.ts'
import { sendBack } from '../../flow/hand-offs.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'

interface Props {
  handOff: HandOff
  onDone(handOff: HandOff): void
}

/** Back to the call center, with a reason: it is told to the agent, and counted for the rule that sent the lead. */
export function ReturnDialog(props: Props) {
  const t = useT()
  return (
    <Dialog name="sendBack" title={t('inbox.do.return')} size={440}>
      <Form {...props} />
    </Dialog>
  )
}

function Form({ handOff, onDone }: Props) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const [reason, setReason] = useState<ReturnReason | null>(null)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const incomplete = reason === null || (reason === 'other' && note.trim() === '')
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    setBusy(true)
    void attempt(async () => {
      const changed = await sendBack(desk, handOff, { reason, note: note.trim() })
      screen.setState({ dialog: null })
      onDone(changed)
    }).then(() => setBusy(false))
  }
  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <Stack gap="sm">
        <Radio.Group
          label={t('dialog.reason')}
          value={reason}
          onChange={(value) => setReason(RETURN_REASONS.find((r) => r === value) ?? null)}
        >
          <Stack gap={6} mt={4}>
            {RETURN_REASONS.map((r, i) => (
              <Radio key={r} value={r} label={t(`inbox.reason.${r}`)} data-autofocus={i === 0 || undefined} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('inbox.note')}
          rows={2}
          value={note}
          required={reason === 'other'}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={incomplete}>
            {t('inbox.done.return')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
