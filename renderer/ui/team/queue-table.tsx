import { Checkbox, VisuallyHidden } from '@mantine/core'
import { memo } from 'react'
import type { QueueSummary } from '../../../shared/api/api.ts'
import { useT } from '../context.tsx'
import { count, moment } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { AgentState } from './agent-state.tsx'
import css from './team.module.css'

interface Props {
  queues: readonly QueueSummary[] | null
  chosen: ReadonlySet<string>
  onChoose(owner: string): void
  now: number
}

/** One line a person, the pool last. Choosing a line chooses its leads. */
export const QueueTable = memo(function QueueTable({ queues, chosen, onChoose, now }: Props) {
  const t = useT()
  if (queues === null) return <div className={`${parts.pad} ${parts.dim}`}>{t('team.loading')}</div>
  const most = Math.max(1, ...queues.map((q) => q.open))
  const sorted = queues.toSorted((a, b) => Number(a.person === null) - Number(b.person === null))
  return (
    <table className={`${parts.table} ${css.queueTable}`}>
      <thead>
        <tr>
          <th style={{ width: 24 }}>
            <VisuallyHidden>{t('team.choose')}</VisuallyHidden>
          </th>
          <th>{t('team.agent')}</th>
          <th>{t('team.state')}</th>
          <th className={parts.num}>{t('team.queue')}</th>
          <th className={parts.num}>{t('team.callbacks')}</th>
          <th className={parts.num}>{t('team.pastDue')}</th>
          <th className={parts.num}>{t('team.unsynced')}</th>
          <th>{t('team.load')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((q) => {
          const owner = q.person?.id ?? ''
          const name = q.person?.name ?? t('team.pool')
          return (
            <tr
              key={owner}
              className={chosen.has(owner) ? css.chosen : undefined}
              data-chosen={chosen.has(owner) || undefined}
            >
              <td>
                <Checkbox
                  size="xs"
                  checked={chosen.has(owner)}
                  onChange={() => onChoose(owner)}
                  aria-label={t('team.chooseQueue', { name })}
                />
              </td>
              <td>{q.person ? <b>{name}</b> : <span className={parts.dim}>{name}</span>}</td>
              <td>{q.person && <AgentState queue={q} now={now} />}</td>
              <td className={`${parts.num} ${css.num}`}>{count(q.open)}</td>
              <td className={`${parts.num} ${css.num}`}>{count(q.callbacksToday)}</td>
              <td className={`${parts.num} ${css.num}`}>
                <span className={css.late} data-late={q.pastDue > 0 || undefined}>
                  {count(q.pastDue)}
                </span>
              </td>
              <td className={`${parts.num} ${css.num}`}>
                {q.person && q.told && <Unsynced queue={q} now={now} />}
              </td>
              <td>
                <Load queue={q} most={most} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
})

/** What lies on the person's devices still: not handed in, or refused by central. */
function Unsynced({ queue: { device }, now }: { queue: QueueSummary; now: number }) {
  const t = useT()
  const { waiting = 0, parked = 0, seenAt = '' } = device ?? {}
  return (
    <>
      {waiting === 0 ? '0' : t('team.waitingAt', { n: count(waiting), at: moment(seenAt, now) })}
      {parked > 0 && (
        <span className={css.refused} title={t('team.refusedHint')}>
          {t('team.refused', { count: parked, n: count(parked) })}
        </span>
      )}
    </>
  )
}

/** Of what the person can have, else beside the fullest queue. */
function Load({ queue: { open, pastDue, capacity }, most }: { queue: QueueSummary; most: number }) {
  const t = useT()
  const whole = Math.max(1, capacity ?? most)
  const share = (n: number) => `${Math.min(100, (n / whole) * 100)}%`
  return (
    <span className={css.loadCell}>
      <span className={css.load} aria-hidden="true">
        <span data-late style={{ width: share(pastDue) }} />
        <span style={{ width: share(Math.max(0, open - pastDue)) }} />
      </span>
      {capacity !== null && (
        <span className={`${parts.dim} ${parts.small}`}>{t('team.ofCapacity', { n: count(capacity) })}</span>
      )}
    </span>
  )
}
