import { Button, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { HandOff } from '../../../shared/api/hand-offs.ts'
import { settle } from '../../flow/hand-offs.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'

interface Props {
  handOff: HandOff
  onDone(handOff: HandOff): void
}

/** What became of it: won, with its value, or lost, with a reason. Policies are fitted to this. */
export function OutcomeDialog(props: Props) {
  const t = useT()
  const dialog = useScreen((s) => s.dialog)
  const outcome = dialog === 'lost' ? 'lost' : 'won'
  return (
    <Dialog name={outcome} title={t(`inbox.do.${outcome}`)} size={400}>
      <Form key={outcome} outcome={outcome} {...props} />
    </Dialog>
  )
}

function Form({ outcome, handOff, onDone }: Props & { outcome: 'won' | 'lost' }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const [value, setValue] = useState<number | string>('')
  const [currency, setCurrency] = useState('')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const amount = typeof value === 'number' ? value : null
  const [told, setTold] = useState(false)
  const incomplete = amount !== null && !/^[A-Z]{3}$/u.test(currency)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    setTold(true)
    if (incomplete || busy) return
    setBusy(true)
    void attempt(async () => {
      const said = { value: amount, currency: amount === null ? '' : currency, reason: reason.trim() }
      const changed = await settle(desk, handOff, { outcome, ...said })
      screen.setState({ dialog: null })
      onDone(changed)
    }).then(() => setBusy(false))
  }
  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <Stack gap="sm">
        {outcome === 'won' && (
          <Group gap="sm" grow align="start">
            <NumberInput
              label={t('inbox.value')}
              value={value}
              min={0}
              max={1e12}
              decimalScale={2}
              thousandSeparator=","
              hideControls
              data-autofocus
              onChange={setValue}
            />
            <TextInput
              label={t('inbox.currency')}
              value={currency}
              maxLength={3}
              placeholder="EUR"
              error={told && incomplete && t('inbox.currencyMissing')}
              onChange={(e) => setCurrency(e.currentTarget.value.toUpperCase())}
            />
          </Group>
        )}
        <Textarea
          label={t(`inbox.why.${outcome}`)}
          rows={2}
          value={reason}
          data-autofocus={outcome === 'lost' || undefined}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t(`inbox.done.${outcome}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
