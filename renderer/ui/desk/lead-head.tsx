import { useEffect, useRef } from 'react'
import { isDoNotCall } from '../../../shared/lead/lead.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { openCallbacks } from '../../flow/lead-of.ts'
import type { NumberState } from '../../flow/numbers.ts'
import { closeCallback } from '../../flow/schedule-callback.ts'
import { isTyping } from '../actions/action.ts'
import { useActions, useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import { clock, day, moment, zoneLabel } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { Chip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import { ContactReasons } from './contact-reasons.tsx'
import css from './desk.module.css'
import { DialPanel } from './dial-panel.tsx'
import { WhyLine } from './why-line.tsx'

const RESPONSES_SHOWN = 3

interface Props {
  view: LeadView
  policy: Policy
  numbers: readonly NumberState[]
  now: number
}

/** Who this is, how and when to reach them, why they are called, and what they allowed. */
export function LeadHead({ view, policy, numbers, now }: Props) {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const person = usePersonName()
  const consent = useActions().get('consent')
  const { row } = view
  const head = useRef<HTMLElement>(null)
  // Another lead is read from its name on, however far the one before was scrolled. The first one is: to scroll is to lay out all at once.
  const read = useRef(row.id)
  useEffect(() => {
    if (read.current === row.id) return
    read.current = row.id
    const card = head.current?.parentElement
    card?.scrollTo?.({ top: 0 })
    // An answer of the one before is none of this one; what is being typed stays where it is.
    const { activeElement } = document
    if (card?.contains(activeElement) && !isTyping(activeElement))
      document.querySelector<HTMLElement>('[data-focus-root]')?.focus()
  }, [row.id])
  const { lead } = view.snapshot
  const there = row.timeZone && clock(now, row.timeZone)
  const calls = lead.consents.findLast((c) => c.for === 'phone')
  const email = lead.consents.findLast((c) => c.for === 'email')
  const more = lead.responses.length - RESPONSES_SHOWN
  return (
    <header ref={head} className={css.head}>
      <div>
        <h2 className={css.name}>{row.name || t('lead.noName')}</h2>
        <div className={css.sub}>{[row.jobTitle, row.company, row.place].filter(Boolean).join(' · ')}</div>
      </div>
      <DialPanel numbers={numbers} />
      <div className={css.chips}>
        {isDoNotCall(lead) && <Chip tone="red">{t('lead.doNotCall')}</Chip>}
        {lead.responses.slice(-RESPONSES_SHOWN).map((r) => (
          <Chip key={r.event} tone="outline">
            {r.label} {r.at && day(r.at, now)}
          </Chip>
        ))}
        {more > 0 && <Chip tone="outline">{t('lead.moreResponses', { count: more })}</Chip>}
        {[calls, email].map(
          (c) =>
            c && (
              <button
                key={c.for}
                type="button"
                className={parts.chip}
                data-tone={c.given ? 'green' : 'grey'}
                title={t('consent.chip.hint')}
                onClick={() => void consent?.run()}
              >
                {t(`consent.chip.${c.for}.${c.given ? 'given' : 'withdrawn'}`)}
              </button>
            ),
        )}
        {there && row.timeZone && (
          <Chip tone="outline" title={zoneLabel(row.timeZone)}>
            {t('lead.there', { at: there })}
          </Chip>
        )}
        {openCallbacks(lead).map((c) => (
          <button
            key={c.id}
            type="button"
            className={parts.chip}
            data-tone="blue"
            title={[c.note, t('callback.cancelHint')].filter(Boolean).join(' — ')}
            aria-label={t('callback.cancel', { at: moment(c.at, now) })}
            onClick={() => void attempt(() => closeCallback(desk, lead.id, c.id, 'cancelled'))}
          >
            {t('due.callback', { at: moment(c.at, now) })} ·{' '}
            {c.whose === 'anyone'
              ? t('callback.anyone')
              : c.agent === desk.me.id
                ? t('callback.mine')
                : person(c.agent)}{' '}
            ✕
          </button>
        ))}
      </div>
      <WhyLine view={view} policy={policy} now={now} />
      <ContactReasons numbers={numbers} now={now} />
    </header>
  )
}
