import { Checkbox, VisuallyHidden } from '@mantine/core'
import type { QueueSummary } from '../../../shared/api/api.ts'
import { useT } from '../context.tsx'
import { count, moment, span } from '../format/time.ts'
import { Chip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import css from './team.module.css'

interface Props {
  queues: readonly QueueSummary[] | null
  chosen: ReadonlySet<string>
  onChoose(owner: string): void
  now: number
}

/** One line a person, the pool last. Choosing a line chooses its leads. */
export function QueueTable({ queues, chosen, onChoose, now }: Props) {
  const t = useT()
  if (queues === null) return <div className={`${parts.pad} ${parts.dim}`}>{t('team.loading')}</div>
  const most = Math.max(1, ...queues.map((q) => q.open))
  const sorted = queues.toSorted((a, b) => Number(a.person === null) - Number(b.person === null))
  return (
    <table className={parts.table}>
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
              <td>{q.person && <State device={q.device} now={now} />}</td>
              <td className={parts.num}>{count(q.open)}</td>
              <td className={parts.num}>{count(q.callbacksToday)}</td>
              <td className={parts.num}>
                <span className={css.late} data-late={q.pastDue > 0 || undefined}>
                  {count(q.pastDue)}
                </span>
              </td>
              <td className={parts.num}>
                {q.device && q.device.waiting > 0
                  ? t('team.waitingAt', { n: q.device.waiting, at: moment(q.device.seenAt, now) })
                  : q.person && '0'}
              </td>
              <td>
                <span className={css.load} aria-hidden="true">
                  <span data-late style={{ width: `${(q.pastDue / most) * 100}%` }} />
                  <span style={{ width: `${(Math.max(0, q.open - q.pastDue) / most) * 100}%` }} />
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function State({ device, now }: { device: QueueSummary['device']; now: number }) {
  const t = useT()
  if (device === null) return <Chip>{t('team.neverSeen')}</Chip>
  if (!device.online)
    return <Chip tone="amber">{t('team.offline', { span: span(now - Date.parse(device.seenAt)) })}</Chip>
  return <Chip tone={device.state === 'paused' ? 'grey' : 'green'}>{t(`team.device.${device.state}`)}</Chip>
}
