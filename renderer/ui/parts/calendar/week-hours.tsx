import { TextInput } from '@mantine/core'
import { useT } from '../../context.tsx'
import css from './calendar.module.css'
import { WEEKDAYS } from './hours-text.ts'

interface Props {
  /** By weekday, as typed; '' for a free day. */
  week: Record<string, string>
  /** What a day without hours is. */
  free: string
  errorOf(day: string): string | null | undefined
  onChange(week: Record<string, string>): void
  onLeave?(): void
}

/** The hours of each day of the week, a line each. */
export function WeekHours({ week, free, errorOf, onChange, onLeave }: Props) {
  const t = useT()
  return (
    <div className={css.week}>
      {WEEKDAYS.map((day) => (
        <Day
          key={day}
          label={t(`admin.hours.day.${day}`)}
          value={week[day] ?? ''}
          free={free}
          error={errorOf(day)}
          onChange={(text) => onChange({ ...week, [day]: text })}
          onLeave={onLeave}
        />
      ))}
    </div>
  )
}

interface DayProps {
  label: string
  value: string
  free: string
  error: string | null | undefined
  onChange(text: string): void
  onLeave: (() => void) | undefined
}
const Day = ({ label, value, free, error, onChange, onLeave }: DayProps) => (
  <>
    <span aria-hidden="true">{label}</span>
    <TextInput
      aria-label={label}
      value={value}
      placeholder={free}
      error={error}
      onChange={(e) => onChange(e.currentTarget.value)}
      onBlur={onLeave}
    />
  </>
)
