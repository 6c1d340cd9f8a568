import { Button, Group, Radio, Stack, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow, LeadView } from '../../db/views.ts'
import { allowedFrom } from '../../flow/promise.ts'
import { backOfQueue, skip } from '../../flow/skip.ts'
import { openLead, sayPassing } from '../../state/screen.ts'
import { isTyping } from '../actions/action.ts'
import { nextLead } from '../actions/call-actions.ts'
import { useActions, useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { clock, instantIn, moment, wallDate } from '../format/time.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'

const HOUR = 3_600_000
const DELAYS = ['back', 'hours2', 'day', 'week'] as const
type Delay = (typeof DELAYS)[number]
const REASONS = ['notNow', 'prepare', 'language', 'colleague'] as const

interface Props {
  view: LeadView
  queue: List<LeadRow>
}

/** Puts the lead off, with a reason, and goes on: Z, then a digit, is enough; the arrows choose until when. */
export function SkipDialog({ view, queue }: Props) {
  const t = useT()
  return (
    <Dialog name="skip" title={t('action.skip')} size={520}>
      <SkipForm view={view} queue={queue} />
    </Dialog>
  )
}

function SkipForm({ view, queue }: Props) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const pool = useActions().get('giveBack')
  const [delay, setDelay] = useState<Delay>('back')
  const [other, setOther] = useState('')
  const [busy, setBusy] = useState(false)
  const now = desk.now()
  const { row, snapshot } = view
  const until = untilOf(delay)

  function untilOf(of: Delay): number {
    if (of === 'back') return backOfQueue(queue, row.id, now)
    if (of === 'hours2') return now + 2 * HOUR
    // In the morning of that day, there, or when the person may be called first after that.
    const morning = instantIn(
      wallDate(now + (of === 'day' ? 24 : 7 * 24) * HOUR, row.timeZone),
      '09:00',
      row.timeZone,
    )
    return Date.parse(allowedFrom(desk, snapshot.lead, new Date(morning).toISOString()))
  }

  const put = async (reason: string) => {
    if (reason.trim() === '' || busy) return
    setBusy(true)
    await attempt(async () => {
      const next = nextLead(queue, row, now)
      await skip(desk, row.id, new Date(until).toISOString(), reason.trim())
      openLead(screen, next)
      screen.setState({ dialog: null })
      sayPassing(screen, t('skip.done', { at: moment(until, now) }))
    })
    setBusy(false)
  }
  const onKeyDown = (e: KeyboardEvent<HTMLFormElement>) => {
    submitOnCtrlEnter(e)
    const reason = REASONS[Number(e.key) - 1]
    if (!reason || isTyping(e.target)) return
    e.preventDefault()
    void put(t(`skip.reasons.${reason}`))
  }
  const there = row.timeZone ? clock(until, row.timeZone) : ''

  return (
    <form
      onKeyDown={onKeyDown}
      onSubmit={(e) => {
        e.preventDefault()
        void put(other)
      }}
    >
      <Stack gap="sm">
        <Radio.Group value={delay} onChange={setDelay} aria-label={t('skip.delay')}>
          <Group gap="sm" wrap="nowrap" pt={4} pl={4}>
            {DELAYS.map((d) => (
              <Radio key={d} value={d} label={t(`skip.${d}`)} data-autofocus={d === delay || undefined} />
            ))}
          </Group>
        </Radio.Group>
        <div className={parts.dim} role="status">
          {delay === 'back'
            ? t('skip.backHint', { at: moment(until, now) })
            : t('skip.until', {
                at: there ? t('contact.both', { there, here: moment(until, now) }) : moment(until, now),
              })}
        </div>
        <Stack gap={6} role="group" aria-label={t('skip.reason')}>
          {REASONS.map((reason, i) => (
            <Button
              key={reason}
              justify="flex-start"
              leftSection={<Key chord={String(i + 1)} />}
              onClick={() => void put(t(`skip.reasons.${reason}`))}
            >
              <span className={parts.sentence}>{t(`skip.reasons.${reason}`)}</span>
            </Button>
          ))}
        </Stack>
        <TextInput
          label={t('skip.other')}
          value={other}
          maxLength={500}
          onChange={(e) => setOther(e.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          {pool?.enabled && (
            <Button mr="auto" variant="subtle" onClick={() => void pool.run()}>
              {t('giveBack.short')}
            </Button>
          )}
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={other.trim() === ''}>
            {t('skip.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
