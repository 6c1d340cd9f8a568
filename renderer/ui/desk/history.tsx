import { IconCalendarTime, IconDownload, IconNote, IconPhone } from '@tabler/icons-react'
import { stampTime } from '../../../shared/events/stamp.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { lastOutcome } from '../actions/running-call.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import { day, moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { type Entry, identityEntries } from '../identity/identity-entries.tsx'
import parts from '../parts/parts.module.css'
import css from './desk.module.css'

const icon = { size: 13, stroke: 1.8, 'aria-hidden': true }

/** What the person did and what was done, the latest first. */
export function History({ lead, policy, now }: { lead: Lead; policy: Policy; now: number }) {
  const t = useT()
  const { reader } = useDesk()
  const person = usePersonName()
  const amend = useActions().get('amend')
  const amendable = amend?.enabled ? lastOutcome(lead)?.id : null
  const outcome = (id: string | null) =>
    id === null ? t('history.noOutcome') : (policy.dispositions.find((d) => d.id === id)?.label ?? id)
  const entries: Entry[] = [
    ...lead.responses.map((r) => {
      const at = r.at === null ? stampTime(r.stamp) : Date.parse(r.at)
      return {
        key: r.event,
        at,
        icon: <IconDownload {...icon} />,
        text: (
          <>
            <b>{r.label}</b>{' '}
            <span className={css.when}>· {r.at === null ? t('history.undated') : day(at, now)}</span>
          </>
        ),
      }
    }),
    ...lead.calls.map((c) => ({
      key: c.id,
      at: Date.parse(c.startedAt),
      icon: <IconPhone {...icon} />,
      text: (
        <>
          <b>{t('history.call')}</b>, {outcome(c.disposition)}{' '}
          <span className={css.when}>
            · {person(c.actor)} · {moment(c.startedAt, now)}
          </span>
          {c.id === amendable && (
            <button type="button" className={css.link} onClick={() => void amend?.run()}>
              {t('history.correct')}
            </button>
          )}
        </>
      ),
    })),
    ...lead.callbacks.map((c) => ({
      key: c.id,
      at: stampTime(c.stamp),
      icon: <IconCalendarTime {...icon} />,
      text: (
        <>
          <b>{t(c.closed ? `history.callback.${c.closed.outcome}` : 'history.callback.open')}</b>{' '}
          {moment(c.at, now)}
          {c.note && `, ${c.note}`} <span className={css.when}>· {person(c.actor)}</span>
        </>
      ),
    })),
    ...lead.notes
      .filter((n) => n.text.trim() !== '')
      .map((n) => ({
        key: n.id,
        at: stampTime(n.stamp),
        icon: <IconNote {...icon} />,
        text: (
          <>
            {n.text}{' '}
            <span className={css.when}>
              · {person(n.actor)} · {moment(stampTime(n.stamp), now)}
            </span>
          </>
        ),
      })),
    ...identityEntries(lead, { t, person, leadName: (id) => reader.row(id)?.name ?? '', now }),
  ].sort((a, b) => b.at - a.at)
  if (entries.length === 0) return <div className={parts.dim}>{t('history.none')}</div>
  return (
    <ul className={css.history}>
      {entries.map((e) => (
        <li key={e.key}>
          {e.icon}
          <span>{e.text}</span>
        </li>
      ))}
    </ul>
  )
}
