import { isDoNotCall } from '../../../shared/lead/lead.ts'
import type { RouteId } from '../../../shared/lead/route.ts'
import type { AnswerOutcome } from '../../../shared/policy/decision.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useScreen, useT } from '../context.tsx'
import { range } from '../format/time.ts'
import { Chip, ROUTE_TONE } from '../parts/chip.tsx'
import { Key } from '../parts/key.tsx'
import { DecidedCard } from './decided-card.tsx'
import css from './desk.module.css'

/** The question whose answer decides most, its answers on the digits, and where each would lead. */
export function AskCard({ view, policy }: { view: LeadView; policy: Policy }) {
  const t = useT()
  const actions = useActions()
  const answering = useScreen((s) => s.answering)
  const { decision, ask } = view.explanation
  const asked = ask[0]
  const silent = isDoNotCall(view.snapshot.lead)
  if (silent || decision.state !== 'needsInformation' || asked === undefined)
    return <DecidedCard view={view} policy={policy} />
  return (
    <section className={css.ask} aria-labelledby="ask-question" aria-busy={answering}>
      <div className={css.askTop}>
        <span>
          <b>{t('ask.title')}</b> <b style={{ fontWeight: 600 }}>— {t('ask.decidesMost')}</b>
        </span>
        <span>{t('ask.open', { count: ask.length })}</span>
      </div>
      <h3 className={css.question} id="ask-question">
        “{asked.question}”
      </h3>
      <div className={css.answers}>
        {asked.outcomes.map((o, i) => (
          <button
            key={o.answer}
            type="button"
            className={css.answer}
            onClick={() => void actions.get(`answer.${i + 1}`)?.run()}
          >
            {i < 9 && <Key chord={String(i + 1)} />}
            <span className={css.answerLabel}>{o.label}</span>
            <Outcome outcome={o} />
          </button>
        ))}
        <button type="button" className={css.answer} onClick={() => void actions.get('decline')?.run()}>
          <Key chord="0" />
          <span className={css.answerLabel}>{t('ask.wouldNotSay')}</span>
          <span className={css.due}>{t('ask.again')}</span>
        </button>
      </div>
    </section>
  )
}

function Outcome({ outcome: o }: { outcome: AnswerOutcome }) {
  const t = useT()
  const only = o.possible.length === 1 ? o.possible[0] : undefined
  const first: RouteId = o.possible[0] ?? 'needInfo'
  const name = (r: RouteId) => t(`routeShort.${r}`)
  if (only) return <Chip tone={ROUTE_TONE[only]}>{t('ask.decides', { route: name(only) })}</Chip>
  const routes =
    o.possible.length === 2
      ? t('ask.either', { one: name(o.possible[0]!), other: name(o.possible[1]!) })
      : t('ask.routes', { count: o.possible.length })
  return (
    <Chip tone={ROUTE_TONE[first]} title={o.possible.map((r) => t(`route.${r}`)).join(', ')}>
      {routes} · {range(Math.round(o.low), Math.round(o.high))}
    </Chip>
  )
}
