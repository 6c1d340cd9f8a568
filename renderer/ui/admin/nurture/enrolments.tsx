import { Button } from '@mantine/core'
import { useCallback } from 'react'
import type { Enrolment, EnrolmentReason } from '../../../../shared/api/nurture.ts'
import { loadEnrolments, turnEnrolment } from '../../../flow/admin/nurture.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useNow, useT } from '../../context.tsx'
import { count, day, moment } from '../../format/time.ts'
import { Empty } from '../../parts/empty.tsx'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { SaveBar } from '../save-bar.tsx'
import { usePages } from '../use-pages.ts'

/** Who is in a campaign, how far they are, what holds them up. */
export function Enrolments({ campaign }: { campaign: string }) {
  const t = useT()
  const ask = useCallback(
    async (desk: Desk, cursor: string | null, signal: AbortSignal) => {
      const { enrolments, next } = await loadEnrolments(desk, campaign, cursor, signal)
      return { rows: enrolments, next }
    },
    [campaign],
  )
  const { rows, more, problem, loadMore, reload, replace } = usePages(ask)
  if (rows === null) return <Asking problem={problem} reload={reload} />
  if (rows.length === 0)
    return <Empty title={t('admin.nurture.nobody')}>{t('admin.nurture.nobodyHint')}</Empty>
  return (
    <>
      <h3>{t('admin.nurture.enrolments', { count: rows.length, n: count(rows.length) })}</h3>
      <ul className={css.lines}>
        {rows.map((e) => (
          <Line
            key={e.id}
            campaign={campaign}
            enrolment={e}
            onChanged={(changed) => replace(e.id, changed)}
          />
        ))}
      </ul>
      {problem && <div className={css.hint}>{t('team.stale', { problem })}</div>}
      {more && <Button onClick={loadMore}>{t('admin.more')}</Button>}
    </>
  )
}

/** Nobody goes on with these: it was all sent, or the person wants no more. */
const FOR_GOOD: readonly EnrolmentReason[] = [
  'finished',
  'erased',
  'merged',
  'unsubscribed',
  'suppressed',
  'complained',
  'campaignDeleted',
]

interface LineProps {
  campaign: string
  enrolment: Enrolment
  onChanged(enrolment: Enrolment): void
}

function Line({ campaign, enrolment: e, onChanged }: LineProps) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const { busy, problem, save } = useSave()
  const name = desk.reader.row(e.lead)?.name ?? t('admin.nurture.lead', { id: e.lead.slice(-6) })
  const what = e.state === 'active' || e.state === 'waiting' ? 'stop' : 'resume'
  const turns = what === 'stop' || e.reason === null || !FOR_GOOD.includes(e.reason)
  const facts = [
    t(`admin.nurture.state.${e.state}`),
    e.reason && t(`admin.nurture.reason.${e.reason}`),
    t('admin.nurture.sentOf', { count: e.sent, n: count(e.sent) }),
    e.nextAt && t('admin.nurture.nextAt', { at: moment(e.nextAt, now) }),
    t('admin.nurture.since', { at: day(e.enrolledAt, now) }),
  ]
  return (
    <li className={css.part}>
      <div className={css.line}>
        <b>{name}</b>
        {turns && desk.me.role === 'administrator' && (
          <Button
            size="compact-xs"
            loading={busy}
            aria-label={t(`admin.nurture.${what}Of`, { name })}
            onClick={() =>
              void save(async () => {
                onChanged(await turnEnrolment(desk, campaign, e.id, what))
                return t('admin.saved')
              })
            }
          >
            {t(`admin.nurture.${what}`)}
          </Button>
        )}
      </div>
      <span className={css.hint}>{facts.filter(Boolean).join(' · ')}</span>
      {problem && <SaveBar problem={problem} busy={false} />}
    </li>
  )
}
