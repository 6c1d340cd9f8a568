import { IconPhone } from '@tabler/icons-react'
import { isDoNotCall } from '../../../shared/lead/lead.ts'
import type { LeadView } from '../../db/views.ts'
import { closeCallback } from '../../flow/schedule-callback.ts'
import { useActions, useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { clock, day, moment, zoneLabel } from '../format/time.ts'
import { Chip } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import css from './desk.module.css'

const RESPONSES_SHOWN = 3

/** Who this is, how to reach them, and what they allowed. */
export function LeadHead({ view, now }: { view: LeadView; now: number }) {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const dial = useActions().get('dial')
  const { row } = view
  const { lead } = view.snapshot
  const there = row.timeZone && clock(now, row.timeZone)
  const email = lead.consents.findLast((c) => c.for === 'email')
  const more = lead.responses.length - RESPONSES_SHOWN
  return (
    <header className={css.head}>
      <div>
        <h2 className={css.name}>{row.name || t('lead.noName')}</h2>
        <div className={css.sub}>{[row.jobTitle, row.company, row.place].filter(Boolean).join(' · ')}</div>
      </div>
      <div className={css.dial}>
        <span className={css.phone}>{row.phone ? readable(row.phone) : t('lead.noPhone')}</span>
        <button type="button" className={css.big} disabled={!dial?.enabled} onClick={() => void dial?.run()}>
          <IconPhone size={15} aria-hidden="true" />
          {t('action.dial')} <Key chord="d" />
        </button>
      </div>
      <div className={css.chips}>
        {isDoNotCall(lead) && <Chip tone="red">{t('lead.doNotCall')}</Chip>}
        {lead.responses.slice(-RESPONSES_SHOWN).map((r) => (
          <Chip key={r.event} tone="outline">
            {r.label} {r.at && day(r.at, now)}
          </Chip>
        ))}
        {more > 0 && <Chip tone="outline">{t('lead.moreResponses', { count: more })}</Chip>}
        {email && (
          <Chip tone={email.given ? 'green' : 'grey'}>{t(email.given ? 'lead.optIn' : 'lead.optOut')}</Chip>
        )}
        {there && row.timeZone && (
          <Chip tone="outline" title={zoneLabel(row.timeZone)}>
            {t('lead.there', { at: there })}
          </Chip>
        )}
        {lead.callbacks
          .filter((c) => c.closed === null)
          .map((c) => (
            <button
              key={c.id}
              type="button"
              className={parts.chip}
              data-tone="blue"
              title={[c.note, t('callback.cancelHint')].filter(Boolean).join(' — ')}
              aria-label={t('callback.cancel', { at: moment(c.at, now) })}
              onClick={() => void attempt(() => closeCallback(desk, lead.id, c.id, 'cancelled'))}
            >
              {t('due.callback', { at: moment(c.at, now) })} · {t(`callback.${c.whose}`)} ✕
            </button>
          ))}
      </div>
    </header>
  )
}
