import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { FieldId } from '../../../../shared/lead/catalog.ts'
import type { LeadView } from '../../../db/views.ts'
import { postpone } from '../../../flow/answer.ts'
import { sayPassing } from '../../../state/screen.ts'
import { isTyping } from '../../actions/action.ts'
import { runningCall } from '../../actions/running-call.ts'
import { useAttempt } from '../../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../../context.tsx'
import { dateAlone } from '../../format/time.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Key } from '../../parts/key.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import type { Asked } from './asked-of.ts'

const DAY_MS = 86_400_000
const DAYS = { tomorrow: 1, week: 7, month: 30 } as const

interface Props {
  view: LeadView
  asked: Asked
}

/** They will tell: in the next call, or from a day on. A digit is enough. */
export function LaterDialog(props: Props) {
  const t = useT()
  return (
    <Dialog name="later" title={t('later.title')} size={420}>
      <Later {...props} />
    </Dialog>
  )
}

function Later({ view, asked }: Props) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const [date, setDate] = useState('')
  const now = desk.now()
  const dayAfter = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10)
  const inCall = runningCall(view.snapshot.lead, desk.me.id) !== null
  const choices = [
    ...(inCall ? [{ until: 'call', label: t('later.call') }] : []),
    ...Object.entries(DAYS).map(([name, days]) => ({
      until: dayAfter(days),
      label: t('later.from', {
        when: t(`later.${name as keyof typeof DAYS}`),
        on: dateAlone(dayAfter(days), now),
      }),
    })),
  ]
  const put = (until: string) =>
    void attempt(async () => {
      await postpone(desk, view.row.id, asked.field.id as FieldId, until)
      screen.setState({ dialog: null })
      sayPassing(screen, t('later.done', { field: asked.field.label }))
    })
  const onKeyDown = (e: KeyboardEvent<HTMLFormElement>) => {
    submitOnCtrlEnter(e)
    const choice = choices[Number(e.key) - 1]
    if (!choice || isTyping(e.target)) return
    e.preventDefault()
    put(choice.until)
  }
  return (
    <form
      onKeyDown={onKeyDown}
      onSubmit={(e) => {
        e.preventDefault()
        if (date > dayAfter(0)) put(date)
      }}
    >
      <Stack gap="sm">
        <div>{asked.question}</div>
        <Stack gap={6} role="group" aria-label={t('later.when')}>
          {choices.map((c, i) => (
            <Button
              key={c.until}
              justify="flex-start"
              leftSection={<Key chord={String(i + 1)} />}
              data-autofocus={i === 0 || undefined}
              onClick={() => put(c.until)}
            >
              {c.label}
            </Button>
          ))}
        </Stack>
        <TextInput
          label={t('later.day')}
          type="date"
          min={dayAfter(1)}
          value={date}
          onChange={(e) => setDate(e.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!(date > dayAfter(0))}>
            {t('later.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
