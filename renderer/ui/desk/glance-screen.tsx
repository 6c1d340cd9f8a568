import { Loader } from '@mantine/core'
import type { Glance } from '../../db/views.ts'
import { useT } from '../context.tsx'
import { count, moment } from '../format/time.ts'
import { Chip } from '../parts/chip.tsx'
import { Empty } from '../parts/empty.tsx'
import css from './desk.module.css'

/** While the desk opens: what its queue began with when it was left. To look at only, and it says so. */
export function GlanceScreen({ glance: { at, count: all, lines } }: { glance: Glance }) {
  const t = useT()
  const now = Date.now()
  return (
    <main className={`${css.desk} ${css.glance}`} aria-busy="true">
      <section className={css.queue} aria-label={t('queue.label')}>
        <p className={css.glanceHead}>{t('count.leads', { count: all, n: count(all) })}</p>
        <ul className={css.list}>
          {lines.map(({ id, name, company, route, missing, expected, due }) => (
            <li key={id} className={css.row}>
              <span className={css.who}>
                <b>{name || t('lead.noName')}</b>
                {company && ` · ${company}`}
              </span>
              <span className={css.due}>{due && moment(due, now)}</span>
              <span className={css.meta} />
              <span className={css.badge}>
                {route === 'needInfo' ? (
                  <Chip tone="amber">{t('lead.missing', { count: missing })}</Chip>
                ) : (
                  <Chip tone="grey">{t('lead.score', { points: Math.round(expected) })}</Chip>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <div className={css.glanceRest}>
        <Empty title={t('start.opening')}>
          <div role="status">{t('start.glance', { at: moment(at, now) })}</div>
          <Loader size="sm" />
        </Empty>
      </div>
    </main>
  )
}
