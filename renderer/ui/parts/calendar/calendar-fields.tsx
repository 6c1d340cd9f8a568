import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useT } from '../../context.tsx'
import { Absences } from './absences.tsx'
import { badDays, type CalendarDraft } from './calendar-draft.ts'
import { WeekHours } from './week-hours.tsx'

const ZONES = Intl.supportedValuesOf('timeZone')

interface Props {
  label: string
  draft: CalendarDraft
  /** What is wrong at a place of the calendar: '/week/1'. */
  at(pointer: string): string | null | undefined
  onChange(draft: CalendarDraft): void
  /** A line of hours was left. */
  onLeave?(): void
}

/** A working calendar: around the clock or by set hours, public holidays and absences. */
export function CalendarFields({ label, draft, at, onChange, onLeave }: Props) {
  const t = useT()
  const bad = badDays(draft)
  const zones = ZONES.includes(draft.zone) ? ZONES : [draft.zone, ...ZONES]
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={draft.always ? 'always' : 'set'}
        onChange={(how) => onChange({ ...draft, always: how === 'always' })}
        data={[
          { value: 'always', label: t('admin.hours.always') },
          { value: 'set', label: t('admin.hours.set') },
        ]}
      />
      <NativeSelect
        label={t('admin.hours.zone')}
        value={draft.zone}
        error={at('/zone')}
        data={zones}
        onChange={(e) => onChange({ ...draft, zone: e.currentTarget.value })}
      />
      {!draft.always && (
        <>
          <WeekHours
            week={draft.week}
            free={t('admin.hours.free')}
            errorOf={(day) => (bad.includes(day) ? t('admin.hours.bad') : at(`/week/${day}`))}
            onChange={(week) => onChange({ ...draft, week })}
            onLeave={onLeave}
          />
          <TextInput
            label={t('admin.hours.holidays')}
            description={t('admin.hours.holidaysHint')}
            value={draft.holidays}
            maxLength={2}
            w={200}
            error={at('/holidays')}
            onChange={(e) => onChange({ ...draft, holidays: e.currentTarget.value.toUpperCase() })}
          />
        </>
      )}
      <Absences
        list={draft.absences}
        zone={draft.zone}
        error={at('/absences') ?? undefined}
        onChange={(absences) => onChange({ ...draft, absences })}
      />
    </>
  )
}
