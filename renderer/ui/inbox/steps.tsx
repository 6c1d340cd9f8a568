import type { HandOff } from '../../../shared/api/hand-offs.ts'
import { useT } from '../context.tsx'
import { moment, span } from '../format/time.ts'
import css from './inbox.module.css'

const STEPS = [
  'capturedAt',
  'firstAttemptAt',
  'decidedAt',
  'deliveredAt',
  'acceptedAt',
  'firstActionAt',
  'outcomeAt',
] as const

/** Every step with its time, and how long it took from the one before. */
export function Steps({ steps, now }: { steps: HandOff['steps']; now: number }) {
  const t = useT()
  const taken = STEPS.flatMap((name) => (steps[name] === null ? [] : [{ name, at: steps[name] }]))
  return (
    <ol className={css.steps} aria-label={t('inbox.steps')}>
      {taken.map(({ name, at }, i) => {
        const before = taken[i - 1]
        return (
          <li key={name}>
            <b>{t(`inbox.step.${name}`)}</b>
            <span>{moment(at, now)}</span>
            {before && <span className={css.quiet}>+ {span(Date.parse(at) - Date.parse(before.at), t)}</span>}
          </li>
        )
      })}
    </ol>
  )
}
