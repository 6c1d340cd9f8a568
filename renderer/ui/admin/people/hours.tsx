import { NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useCallback, useState } from 'react'
import type { Receiver } from '../../../../shared/api/distribution.ts'
import { loadReceiver, saveReceiver } from '../../../flow/admin/people.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useT } from '../../context.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { SaveBar } from '../save-bar.tsx'
import { useAsked } from '../use-asked.ts'
import { Absences } from './absences.tsx'
import { badDays, draftOf, receiverOf, WEEKDAYS } from './hours-draft.ts'

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone
const ZONES = Intl.supportedValuesOf('timeZone')

/** When a person works, when they are away, and how much they can have open. */
export function Hours({ person }: { person: string }) {
  const t = useT()
  const ask = useCallback((desk: Desk, signal: AbortSignal) => loadReceiver(desk, person, signal), [person])
  const { data, problem, reload } = useAsked(ask)
  return (
    <div className={css.part}>
      <h3>{t('admin.hours.title')}</h3>
      {data === null ? (
        <Asking problem={problem} reload={reload} />
      ) : (
        <Form person={person} receiver={data} />
      )}
    </div>
  )
}

function Form({ person, receiver }: { person: string; receiver: Receiver }) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, save, at } = useSave()
  const [draft, setDraft] = useState(() => draftOf(receiver, HERE))
  const bad = badDays(draft)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (busy || bad.length > 0) return
    void save(async () => {
      setDraft(draftOf(await saveReceiver(desk, person, receiverOf(draft)), draft.zone))
      return t('admin.hours.saved')
    })
  }
  const zones = ZONES.includes(draft.zone) ? ZONES : [draft.zone, ...ZONES]
  return (
    <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <SegmentedControl
        size="xs"
        aria-label={t('admin.hours.title')}
        value={draft.always ? 'always' : 'set'}
        onChange={(how) => setDraft({ ...draft, always: how === 'always' })}
        data={[
          { value: 'always', label: t('admin.hours.always') },
          { value: 'set', label: t('admin.hours.set') },
        ]}
      />
      <NativeSelect
        label={t('admin.hours.zone')}
        value={draft.zone}
        error={at('/calendar/zone')}
        data={zones}
        onChange={(e) => setDraft({ ...draft, zone: e.currentTarget.value })}
      />
      {!draft.always && (
        <>
          <div className={css.week}>
            {WEEKDAYS.map((day) => (
              <Day
                key={day}
                label={t(`admin.hours.day.${day}`)}
                value={draft.week[day] ?? ''}
                error={bad.includes(day) ? t('admin.hours.bad') : at(`/calendar/week/${day}`)}
                onChange={(text) => setDraft({ ...draft, week: { ...draft.week, [day]: text } })}
              />
            ))}
          </div>
          <TextInput
            label={t('admin.hours.holidays')}
            description={t('admin.hours.holidaysHint')}
            value={draft.holidays}
            maxLength={2}
            w={200}
            error={at('/calendar/holidays')}
            onChange={(e) => setDraft({ ...draft, holidays: e.currentTarget.value.toUpperCase() })}
          />
        </>
      )}
      <Absences
        list={draft.absences}
        zone={draft.zone}
        error={at('/calendar/absences')}
        onChange={(absences) => setDraft({ ...draft, absences })}
      />
      <NumberInput
        size="xs"
        label={t('admin.hours.capacity')}
        description={t('admin.hours.capacityHint')}
        value={draft.capacity ?? ''}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        hideControls
        w={200}
        error={at('/capacity')}
        onChange={(n) => setDraft({ ...draft, capacity: typeof n === 'number' ? n : null })}
      />
      <SaveBar problem={problem} busy={busy} save={t('admin.hours.save')} disabled={bad.length > 0} />
    </form>
  )
}

interface DayProps {
  label: string
  value: string
  error: string | undefined
  onChange(text: string): void
}
const Day = ({ label, value, error, onChange }: DayProps) => {
  const t = useT()
  return (
    <>
      <span aria-hidden="true">{label}</span>
      <TextInput
        aria-label={label}
        value={value}
        placeholder={t('admin.hours.free')}
        error={error}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
    </>
  )
}
