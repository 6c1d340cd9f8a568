import type { LeadView } from '../../../db/views.ts'
import { useActions } from '../../actions/use-actions.tsx'
import { useScreen, useT } from '../../context.tsx'
import { Key } from '../../parts/key.tsx'
import css from '../desk.module.css'
import own from './ask.module.css'
import { type Asked, isOneOf } from './asked-of.ts'
import { FilledIn } from './filled-in.tsx'
import { OutcomeChip } from './outcome-chip.tsx'
import { Words } from './words.tsx'

/** A question, its answers on the digits, and where each would lead; refused, or told later, it makes way for the next one. */
export function QuestionCard({ view, asked }: { view: LeadView; asked: Asked }) {
  const t = useT()
  const actions = useActions()
  const answering = useScreen((s) => s.answering)
  const { field, question, outcomes } = asked
  const decides = outcomes.length > 0
  const { ask, also } = view.explanation
  const choices = decides ? outcomes.map((o) => o.label) : (field.choices ?? []).map((c) => c.label)
  return (
    <section
      className={css.ask}
      aria-labelledby="ask-question"
      aria-busy={answering}
      data-also={!decides || undefined}
    >
      <div className={css.askTop}>
        <span>
          <b>{t(decides ? 'ask.title' : 'ask.also')}</b>{' '}
          <b style={{ fontWeight: 600 }}>— {t(decides ? 'ask.decidesMost' : 'ask.alsoHint')}</b>
        </span>
        <span>{t(decides ? 'ask.open' : 'ask.alsoOpen', { count: decides ? ask.length : also.length })}</span>
      </div>
      <h3 className={css.question} id="ask-question">
        “{question}”
      </h3>
      {!isOneOf(asked) && <FilledIn key={field.id} view={view} asked={asked} />}
      <div className={css.answers}>
        {isOneOf(asked) &&
          choices.map((label, i) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the digit means
              key={i}
              type="button"
              className={css.answer}
              onClick={() => void actions.get(`answer.${i + 1}`)?.run()}
            >
              {i < 9 && <Key chord={String(i + 1)} />}
              <span className={css.answerLabel}>{label}</span>
              {outcomes[i] && <OutcomeChip outcome={outcomes[i]} />}
            </button>
          ))}
        <div className={own.pair}>
          <button type="button" className={css.answer} onClick={() => void actions.get('decline')?.run()}>
            <Key chord="0" /> {t('ask.wouldNotSay')}
          </button>
          <button type="button" className={css.answer} onClick={() => void actions.get('later')?.run()}>
            <Key chord="-" /> {t('ask.later')}
          </button>
        </div>
        {isOneOf(asked) && <Words key={`${view.row.id} ${field.id}`} leadId={view.row.id} field={field} />}
      </div>
    </section>
  )
}
