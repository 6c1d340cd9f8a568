import { Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ActionKind, HandOff } from '../../../shared/api/hand-offs.ts'
import { noteAction } from '../../flow/hand-offs.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'

interface Props {
  handOff: HandOff
  onDone(handOff: HandOff): void
}

/** In the order of how often they come. */
const KINDS: readonly ActionKind[] = ['call', 'email', 'meeting', 'offer', 'other']

/** What was done about a lead, for colleagues and for oneself. */
export function ActionDialog(props: Props) {
  const t = useT()
  return (
    <Dialog name="action" title={t('inbox.actionTitle')} size={440}>
      <Form {...props} />
    </Dialog>
  )
}

function Form({ handOff, onDone }: Props) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const [kind, setKind] = useState<ActionKind>('call')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const incomplete = kind === 'other' && note.trim() === ''
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    setBusy(true)
    void attempt(async () => {
      const changed = await noteAction(desk, handOff, { kind, note: note.trim() })
      screen.setState({ dialog: null })
      onDone(changed)
    }).then(() => setBusy(false))
  }
  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <Stack gap="sm">
        <Radio.Group
          label={t('inbox.what')}
          value={kind}
          onChange={(value) => setKind(KINDS.find((k) => k === value) ?? 'other')}
        >
          <Group gap="md" mt={4}>
            {KINDS.map((k) => (
              <Radio key={k} value={k} label={t(`inbox.kind.${k}`)} />
            ))}
          </Group>
        </Radio.Group>
        <Textarea
          label={t('inbox.actionNote')}
          rows={3}
          maxLength={2000}
          value={note}
          required={kind === 'other'}
          data-autofocus
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={incomplete}>
            {t('inbox.doNote')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
