import { Button, Group, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { LeadView } from '../../db/views.ts'
import { CALL_BACK } from '../../flow/finish-call.ts'
import { scheduleCallback } from '../../flow/schedule-callback.ts'
import { runningCall } from '../actions/running-call.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import { clock, instantIn, moment, wallDate } from '../format/time.ts'
import { Dialog } from '../parts/dialog.tsx'
import parts from '../parts/parts.module.css'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** When to call again, in the lead's own time. In a call it is kept with the outcome; without one it is saved at once. */
export function CallbackDialog({ view }: { view: LeadView }) {
  const t = useT()
  return (
    <Dialog name="callback" title={t('callback.title')} size={460}>
      <CallbackForm view={view} />
    </Dialog>
  )
}

function CallbackForm({ view }: { view: LeadView }) {
  const t = useT()
  const desk = useDesk()
  const { screen } = useParts()
  const attempt = useAttempt()
  const zone = view.row.timeZone
  const planned = useScreen((s) => s.plan)
  const inCall = runningCall(view.snapshot.lead, desk.me.id) !== null
  const [start] = useState(() => (planned ? Date.parse(planned.at) : desk.now() + HOUR))
  const [date, setDate] = useState(() => wallDate(start, zone))
  const [time, setTime] = useState(() => clock(start, zone))
  const [whose, setWhose] = useState<'mine' | 'anyone'>(planned?.whose ?? 'mine')
  const [note, setNote] = useState(planned?.note ?? '')
  const now = desk.now()
  const at = instantIn(date, time, zone)
  const past = !(at > now)

  const presets = [
    { key: 'hour', date: wallDate(now + HOUR, zone), time: clock(now + HOUR, zone) },
    { key: 'tomorrow', date: wallDate(now + DAY, zone), time: '09:00' },
    { key: 'week', date: wallDate(now + 7 * DAY, zone), time: '09:00' },
  ] as const

  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (past) return
    const plan = { at: new Date(at).toISOString(), whose, note: note.trim() }
    void attempt(async () => {
      if (inCall) screen.setState({ plan, disposition: CALL_BACK })
      else await scheduleCallback(desk, view.row.id, plan)
      const said = t(inCall ? 'callback.promised' : 'callback.made', { at: moment(at, now) })
      screen.setState({ dialog: null, said })
    })
  }

  return (
    <form onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <Stack gap="sm">
        <Group gap="xs">
          {presets.map((p) => (
            <Button
              key={p.key}
              variant={p.date === date && p.time === time ? 'light' : 'default'}
              onClick={() => {
                setDate(p.date)
                setTime(p.time)
              }}
            >
              {t(`callback.preset.${p.key}`)}
            </Button>
          ))}
        </Group>
        <Group gap="xs" grow align="flex-start">
          <TextInput
            label={t('callback.date')}
            type="date"
            value={date}
            data-autofocus
            onChange={(e) => setDate(e.currentTarget.value)}
          />
          <TextInput
            label={t('callback.time')}
            type="time"
            value={time}
            onChange={(e) => setTime(e.currentTarget.value)}
          />
        </Group>
        <div className={parts.dim} role="status">
          {past
            ? t('callback.past')
            : zone
              ? t('callback.here', { there: zone.replaceAll('_', ' '), here: moment(at, now) })
              : t('callback.noZone')}
        </div>
        <SegmentedControl
          value={whose}
          onChange={setWhose}
          aria-label={t('callback.whose')}
          data={[
            { value: 'mine', label: t('callback.mineLong') },
            { value: 'anyone', label: t('callback.anyoneLong') },
          ]}
        />
        <Textarea
          label={t('callback.note')}
          value={note}
          rows={2}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        {inCall && <div className={parts.dim}>{t('callback.promiseHint')}</div>}
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={past}>
            {t(inCall ? 'callback.promise' : 'callback.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
