import { Button, Group, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import type { LeadView } from '../../db/views.ts'
import { promisedIn } from '../../flow/lead-of.ts'
import { allowedFrom, CALL_BACK, callbackTime } from '../../flow/promise.ts'
import { scheduleCallback } from '../../flow/schedule-callback.ts'
import { runningCall } from '../actions/running-call.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useParts, useT } from '../context.tsx'
import { reasonText } from '../format/contact-text.ts'
import { clock, instantIn, moment, wallDate, weekMoment, zoneLabel } from '../format/time.ts'
import { Dialog } from '../parts/dialog.tsx'
import parts from '../parts/parts.module.css'
import { submitOnCtrlEnter } from '../parts/submit-on-ctrl-enter.ts'
import css from './calling.module.css'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** When to call again, in the lead's own time, within the times at which they may be called. Saved at once, in a call too. */
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
  const { lead } = view.snapshot
  const call = runningCall(lead, desk.me.id)
  const planned = call && promisedIn(lead, call)
  const [start] = useState(() =>
    Date.parse(planned?.at ?? allowedFrom(desk, lead, new Date(desk.now() + HOUR).toISOString())),
  )
  const [date, setDate] = useState(() => wallDate(start, zone))
  const [time, setTime] = useState(() => clock(start, zone))
  const [whose, setWhose] = useState<'mine' | 'anyone'>(planned?.whose ?? 'mine')
  const [note, setNote] = useState(planned?.note ?? '')
  const now = desk.now()
  const at = instantIn(date, time, zone)
  const past = !(at > now)
  const { reasons, next } = useMemo(
    () => (past ? { reasons: [], next: [] } : callbackTime(desk, lead, new Date(at).toISOString())),
    [desk, lead, past, at],
  )
  const refused = past || reasons.length > 0

  const presets = [
    { key: 'hour', date: wallDate(now + HOUR, zone), time: clock(now + HOUR, zone) },
    { key: 'tomorrow', date: wallDate(now + DAY, zone), time: '09:00' },
    { key: 'week', date: wallDate(now + 7 * DAY, zone), time: '09:00' },
  ] as const

  const choose = (when: { date: string; time: string }) => {
    setDate(when.date)
    setTime(when.time)
  }

  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (refused) return
    const plan = { at: new Date(at).toISOString(), whose, note: note.trim() }
    void attempt(async () => {
      await scheduleCallback(desk, view.row.id, plan)
      const said = t(call ? 'callback.promised' : 'callback.made', { at: moment(at, now) })
      screen.setState({ dialog: null, said, ...(call ? { disposition: CALL_BACK } : {}) })
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
              aria-pressed={p.date === date && p.time === time}
              onClick={() => choose(p)}
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
              ? t('callback.here', { there: zoneLabel(zone), here: moment(at, now) })
              : t('callback.noZone')}
        </div>
        {reasons.length > 0 && (
          <div className={css.reasons} role="alert">
            <div>
              <b>{t('callback.closed')}</b> {reasons.map(reasonText).join('. ')}.
              {next.length > 0 && (
                <Group gap="xs" mt={6}>
                  {t('callback.offer')}
                  {next.map((iso) => (
                    <Button
                      key={iso}
                      size="compact-sm"
                      onClick={() => choose({ date: wallDate(iso, zone), time: clock(iso, zone) })}
                    >
                      {weekMoment(iso, now, zone)}
                    </Button>
                  ))}
                </Group>
              )}
            </div>
          </div>
        )}
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
        {call && <div className={parts.dim}>{t('callback.promiseHint')}</div>}
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => screen.setState({ dialog: null })}>{t('dialog.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={refused}>
            {t(call ? 'callback.promise' : 'callback.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
