import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { WorkingCalendar } from '../../../../shared/calendar/calendar.ts'
import { useNow, useT } from '../../context.tsx'
import { day, instantIn, moment, wallDate } from '../../format/time.ts'
import css from './calendar.module.css'

type Absence = WorkingCalendar['absences'][number]

interface Props {
  list: readonly Absence[]
  zone: string
  error: string | undefined
  onChange(list: Absence[]): void
}

/** The days on which somebody is away. New ones are whole days, in the zone they work in. */
export function Absences({ list, zone, error, onChange }: Props) {
  const t = useT()
  const now = useNow(60_000)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const backwards = from !== '' && to !== '' && to < from
  const add = () => {
    const start = instantIn(from, '00:00', zone)
    const end = instantIn(dayAfter(to), '00:00', zone)
    onChange(
      [...list, { from: new Date(start).toISOString(), to: new Date(end).toISOString() }].sort((a, b) =>
        a.from.localeCompare(b.from),
      ),
    )
    setFrom('')
    setTo('')
  }
  return (
    <fieldset className={css.group}>
      <legend>{t('admin.hours.absences')}</legend>
      {list.length === 0 && <p className={css.hint}>{t('admin.hours.noAbsences')}</p>}
      <ul className={css.lines}>
        {list.map((a) => (
          <li key={`${a.from} ${a.to}`} className={css.line}>
            {absenceText(a, now, zone)}
            <Button
              size="compact-xs"
              aria-label={t('admin.hours.dropAbsence', { days: absenceText(a, now, zone) })}
              onClick={() => onChange(list.filter((other) => other !== a))}
            >
              {t('admin.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {error && (
        <span role="alert" className={css.bad}>
          {error}
        </span>
      )}
      <div className={css.inline}>
        <TextInput
          type="date"
          label={t('admin.hours.from')}
          value={from}
          onChange={(e) => setFrom(e.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('admin.hours.to')}
          value={to}
          min={from}
          error={backwards ? t('admin.hours.backwards') : undefined}
          onChange={(e) => setTo(e.currentTarget.value)}
        />
        <Button mt={20} disabled={from === '' || to === '' || backwards} onClick={add}>
          {t('admin.hours.addAbsence')}
        </Button>
      </div>
    </fieldset>
  )
}

/** '3 Nov – 10 Nov', the last day included; with times where they are no whole days. */
function absenceText({ from, to }: Absence, now: number, zone: string): string {
  const isMidnight = (at: string) => instantIn(wallDate(at, zone), '00:00', zone) === Date.parse(at)
  if (!isMidnight(from) || !isMidnight(to)) return `${moment(from, now, zone)} – ${moment(to, now, zone)}`
  const [first, last] = [day(from, now, zone), day(Date.parse(to) - 1, now, zone)]
  return first === last ? first : `${first} – ${last}`
}

const dayAfter = (date: string) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
