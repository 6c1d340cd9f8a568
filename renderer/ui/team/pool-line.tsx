import { Button } from '@mantine/core'
import type { PoolSummary } from '../../../shared/api/api.ts'
import { useDesk, useT } from '../context.tsx'
import { count, span } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import css from './team.module.css'

interface Props {
  pool: readonly PoolSummary[]
  now: number
  /** The pool's leads are to be given to people. */
  onGive(): void
}

/** What lies in the pool, campaign by campaign, and who gets it by what rule. */
export function PoolLine({ pool, now, onGive }: Props) {
  const t = useT()
  const { reader } = useDesk()
  const names = new Map(reader.campaigns().map((c) => [c.id, c.name]))
  if (pool.length === 0) return <div className={`${css.pool} ${parts.dim}`}>{t('team.poolEmpty')}</div>
  return (
    <div className={css.pool}>
      <ul>
        {pool.map((p) => (
          <li key={p.campaign}>
            <b>{names.get(p.campaign) ?? p.campaign}</b>{' '}
            {[
              t('team.poolOf.open', { n: count(p.open) }),
              p.callbacks > 0 && t('team.poolOf.callbacks', { count: p.callbacks, n: count(p.callbacks) }),
              p.later > 0 && t('team.poolOf.later', { n: count(p.later) }),
              p.pastDue > 0 &&
                t('team.poolOf.pastDue', {
                  n: count(p.pastDue),
                  span: span(now - Date.parse(p.lateSince ?? ''), t),
                }),
            ]
              .filter(Boolean)
              .join(' · ')}
            <span className={parts.dim}> {t(p.dealt ? 'team.poolDealt' : 'team.poolClaimed')}</span>
          </li>
        ))}
      </ul>
      <Button onClick={onGive}>{t('team.poolGive')}</Button>
    </div>
  )
}
