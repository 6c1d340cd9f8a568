import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { promisedIn } from '../../flow/lead-of.ts'
import type { NumberState } from '../../flow/numbers.ts'
import { isCallBack, runningCall, spoke } from '../actions/running-call.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useNow, useScreen, useT } from '../context.tsx'
import { moment, stopwatch, weekMoment } from '../format/time.ts'
import { Chip } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import css from './desk.module.css'

const LONG_AGO_MS = 2 * 3_600_000

interface Props {
  view: LeadView | null
  policy: Policy | null
  numbers: readonly NumberState[]
}

/** The call: what must be said, how long it runs, how it ended, and on to the next lead. */
export function CallBar({ view, policy, numbers }: Props) {
  const t = useT()
  const actions = useActions()
  const { me } = useDesk()
  const chosen = useScreen((s) => s.disposition)
  const now = useNow(15_000)
  const finish = actions.get('finish')
  const usual = policy && spoke(policy)
  const call = view && runningCall(view.snapshot.lead, me.id)
  const promised = view && call && promisedIn(view.snapshot.lead, call)
  const notice = noticeOf(numbers, call?.phone ?? '')
  return (
    <section className={css.callBar} aria-label={t('call.label')}>
      {notice && <div className={css.notice}>{t('contact.notice', { text: notice })}</div>}
      <div className={css.callRow}>
        <span className={css.callState}>
          <CallState view={view} />
        </span>
        <fieldset className={css.outcomes} aria-label={t('call.outcome')}>
          {policy?.dispositions
            .filter((d) => d !== usual)
            .map((d) => {
              const action = actions.get(`disposition.${d.id}`)
              return (
                <button
                  key={d.id}
                  type="button"
                  className={css.big}
                  data-danger={d.flags.doNotCall || undefined}
                  aria-pressed={(chosen ?? (promised && isCallBack(d) ? d.id : null)) === d.id}
                  title={d.label}
                  disabled={!view || !action?.enabled}
                  onClick={() => void action?.run()}
                >
                  <span className={css.outcome}>
                    {isCallBack(d) && promised
                      ? t('callback.at', { at: weekMoment(promised.at, now) })
                      : d.label}
                  </span>
                  {action?.keys[0] && <Key chord={action.keys[0]} />}
                </button>
              )
            })}
        </fieldset>
        <button
          type="button"
          className={`${css.big} ${css.primary}`}
          disabled={!finish?.enabled}
          onClick={() => void finish?.run()}
        >
          {t('action.finish')} <Key chord="Ctrl+Enter" />
        </button>
      </div>
    </section>
  )
}

/** Of the number that is called; before, of the one to dial first. */
const noticeOf = (numbers: readonly NumberState[], called: string): string =>
  (numbers.find((n) => n.number === called) ?? numbers[0])?.contact.recordingNotice ?? ''

function CallState({ view }: { view: LeadView | null }) {
  const t = useT()
  const { me } = useDesk()
  const now = useNow(1000)
  const chosen = useScreen((s) => s.disposition)
  const wrappingSince = useScreen((s) => s.wrappingSince)
  const paused = useScreen((s) => typeof s.paused === 'number')
  const going = useScreen((s) => s.going[0])
  const call = view && runningCall(view.snapshot.lead, me.id)
  // A call of the lead on screen that is not there yet is being recorded.
  if (!call && going && going.lead !== view?.snapshot.lead.id) return <ElsewhereOn lead={going.lead} />
  if (!call)
    return paused ? <Chip tone="amber">◐ {t('break.on')}</Chip> : <Chip tone="grey">○ {t('call.ready')}</Chip>
  const ms = now - Date.parse(call.startedAt)
  if (ms > LONG_AGO_MS)
    return <Chip tone="amber">◐ {t('call.unfinished', { at: moment(call.startedAt, now) })}</Chip>
  return chosen ? (
    <>
      <Chip tone="amber">◐ {t('call.wrapUp', { time: stopwatch(now - (wrappingSince ?? now)) })}</Chip>
      <WrapUp now={now} />
    </>
  ) : (
    <Chip tone="green">● {t('call.on', { time: stopwatch(ms) })}</Chip>
  )
}

/** The call that goes on is another lead's: a press leads back to it. */
function ElsewhereOn({ lead }: { lead: string }) {
  const t = useT()
  const { reader } = useDesk()
  const back = useActions().get('backToCall')
  const name = reader.row(lead)?.name || t('lead.noName')
  return (
    <button type="button" className={css.elsewhere} title={name} onClick={() => void back?.run()}>
      <span>
        ● {t('call.onWith')} <Key chord="Backspace" />
      </span>
      <span className={css.outcome}>{name}</span>
    </button>
  )
}

/** What happens to the outcome that is marked: given at the end of the countdown, or when it is finished. */
function WrapUp({ now }: { now: number }) {
  const t = useT()
  const wrapUp = useScreen((s) => s.wrapUp)
  const pause = useActions().get('pause')
  if (wrapUp === null) return <span className={css.atFinish}>{t('call.atFinish')}</span>
  return (
    <button type="button" className={css.countdown} onClick={() => void pause?.run()}>
      {wrapUp === 'paused'
        ? t('wrapUp.paused')
        : t('wrapUp.next', { time: stopwatch(Math.max(0, wrapUp - now)) })}{' '}
      <Key chord=";" />
    </button>
  )
}
