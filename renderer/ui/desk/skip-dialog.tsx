import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { LeadView } from '../../db/views.ts'
import { skip } from '../../flow/skip.ts'
import { nextLead } from '../actions/call-actions.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'

const HOUR = 3_600_000
const DELAYS = { hours2: 2 * HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const
type Delay = keyof typeof DELAYS

/** Puts the lead off, with a reason, and goes on to the next one. */
export function SkipDialog({
  view,
  queue,
}: {
  view: LeadView
  queue: Parameters<typeof nextLead>[0]['queue']
}) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const opened = useScreen((s) => s.dialog === 'skip')
  const [delay, setDelay] = useState<Delay>('day')
  const [reason, setReason] = useState('')
  const close = () => screen.setState({ dialog: null })
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (reason.trim() === '') return
    const next = nextLead({ queue, view })
    void attempt(async () => {
      await skip(desk, view.row.id, new Date(desk.now() + DELAYS[delay]).toISOString(), reason.trim())
      screen.setState({ dialog: null, leadId: next, disposition: null, plan: null })
    })
  }
  return (
    <Modal opened={opened} onClose={close} title={t('action.skip')} size={420}>
      <form onSubmit={onSubmit}>
        <Stack gap="sm">
          <NativeSelect
            label={t('skip.delay')}
            value={delay}
            data-autofocus
            data={(Object.keys(DELAYS) as Delay[]).map((d) => ({ value: d, label: t(`skip.${d}`) }))}
            onChange={(e) =>
              setDelay((e.currentTarget.value in DELAYS ? e.currentTarget.value : 'day') as Delay)
            }
          />
          <TextInput
            label={t('dialog.reason')}
            value={reason}
            required
            onChange={(e) => setReason(e.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button onClick={close}>{t('dialog.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={reason.trim() === ''}>
              {t('skip.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
