import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { DialogName } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useParts, useT } from '../context.tsx'
import { Dialog } from './dialog.tsx'
import { submitOnCtrlEnter } from './submit-on-ctrl-enter.ts'

interface Props<V extends string> {
  name: DialogName
  title: string
  /** What the button says. */
  save: string
  hint?: ReactNode
  /** `initial` null: nothing is chosen by accident. */
  choice?: { label: string; initial: V | null; options: readonly { value: V; label: string }[] }
  /** Writes it; the dialog closes once this has resolved. */
  run(reason: string, chosen: V | null): Promise<unknown>
}

const NOTHING = 'nothing chosen'

/** Something that is done only with a reason: put off, set by hand, corrected, lifted. */
export const ReasonDialog = <V extends string>(props: Props<V>) => (
  <Dialog name={props.name} title={props.title} size={420}>
    <Form {...props} />
  </Dialog>
)

function Form<V extends string>({ save, hint, choice, run }: Props<V>) {
  const t = useT()
  const { screen } = useParts()
  const attempt = useAttempt()
  const [chosen, setChosen] = useState<V | null>(choice?.initial ?? null)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const incomplete = reason.trim() === '' || (choice !== undefined && chosen === null)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete || busy) return
    setBusy(true)
    void attempt(async () => {
      await run(reason.trim(), chosen)
      screen.setState({ dialog: null })
    }).then(() => setBusy(false))
  }
  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <Stack gap="sm">
        {hint}
        {choice && (
          <NativeSelect
            label={choice.label}
            value={chosen ?? NOTHING}
            data-autofocus
            data={[
              ...(choice.initial === null ? [{ value: NOTHING, label: t('dialog.choose') }] : []),
              ...choice.options,
            ]}
            onChange={(e) =>
              setChosen(choice.options.find((o) => o.value === e.currentTarget.value)?.value ?? null)
            }
          />
        )}
        <Textarea
          label={t('dialog.reason')}
          value={reason}
          rows={2}
          maxLength={500}
          required
          data-autofocus={choice ? undefined : true}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={incomplete}>
            {save.replace(/…$/, '')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
