import { Button, NativeSelect, TextInput } from '@mantine/core'
import { REPORT_DAYS } from '../../../shared/api/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { byName } from '../format/order.ts'
import { count } from '../format/time.ts'
import css from './reports.module.css'
import { type Days, lastDays, problemOf } from './span.ts'

const LENGTHS = [7, 30, 90, 365] as const
const ALL = ''

interface Props {
  days: Days
  campaign: string | null
  onChange(days: Days, campaign: string | null): void
}

/** Which days and which campaign the reports are of. */
export function RangeBar({ days, campaign, onChange }: Props) {
  const t = useT()
  const desk = useDesk()
  const problem = problemOf(days)
  const wrong = problem === 'backwards' || problem === 'long'
  return (
    <section className={css.range} aria-label={t('reports.range')}>
      <TextInput
        type="date"
        label={t('reports.from')}
        value={days.first}
        onChange={(e) => onChange({ ...days, first: e.currentTarget.value }, campaign)}
      />
      <TextInput
        type="date"
        label={t('reports.to')}
        value={days.last}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? 'reports-range-problem' : undefined}
        onChange={(e) => onChange({ ...days, last: e.currentTarget.value }, campaign)}
      />
      <Button.Group>
        {LENGTHS.map((many) => {
          const these = lastDays(many, desk.now())
          return (
            <Button
              key={many}
              aria-pressed={these.first === days.first && these.last === days.last}
              className={css.pressed}
              onClick={() => onChange(these, campaign)}
            >
              {t('reports.lastDays', { n: count(many) })}
            </Button>
          )
        })}
      </Button.Group>
      <NativeSelect
        label={t('add.campaign')}
        value={campaign ?? ALL}
        onChange={(e) => onChange(days, e.currentTarget.value === ALL ? null : e.currentTarget.value)}
        data={[
          { value: ALL, label: t('reports.allCampaigns') },
          ...byName(desk.reader.campaigns()).map((c) => ({ value: c.id, label: c.name })),
        ]}
      />
      {wrong && (
        <div role="alert" id="reports-range-problem" className={css.wrong}>
          {t(`reports.problem.${problem}`, { n: count(REPORT_DAYS) })}
        </div>
      )}
    </section>
  )
}
