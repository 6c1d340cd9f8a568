import { Button } from '@mantine/core'
import type { QueueSummary } from '../../../shared/api/api.ts'
import { useT } from '../context.tsx'
import { count, weekMoment } from '../format/time.ts'
import css from './team.module.css'

interface Props {
  queues: readonly QueueSummary[]
  now: number
  /** The callbacks of a person, promised for before an instant, are to be given to others. */
  onHandOver(owner: string, before: string): void
}

/** Who is away, or soon will be, with callbacks that nobody would make: one step gives them to others. */
export function Absences({ queues, now, onHandOver }: Props) {
  const t = useT()
  const away = queues.flatMap(({ person, absence }) =>
    person && absence && absence.callbacks > 0 ? [{ person, ...absence }] : [],
  )
  return away.map(({ person, from, to, callbacks }) => (
    <div key={person.id} className={css.suggestion}>
      <span>
        {t(Date.parse(from) <= now ? 'team.isAbsent' : 'team.willBeAbsent', {
          name: person.name,
          from: weekMoment(from, now),
          to: weekMoment(to, now),
        })}{' '}
        <b>{t('team.dueThen', { count: callbacks, n: count(callbacks) })}</b>
      </span>
      <Button
        aria-label={t('team.handOverOf', { name: person.name })}
        onClick={() => onHandOver(person.id, to)}
      >
        {t('team.handOver')}
      </Button>
    </div>
  ))
}
