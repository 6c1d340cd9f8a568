import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import type { FitResponse } from '../../../shared/api/policies.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { fitPolicy } from '../../flow/policies.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import { fixed, percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import css from './policy.module.css'

type Proposal = Extract<FitResponse, { ok: true }>
const SIDES = ['proposed', 'present', 'naiveBayes'] as const
const MEASURES = ['auc', 'lift10', 'lift20', 'brier', 'ece'] as const
const [WIDTH, HEIGHT] = [400, 150]

/** Whether the score finds the buyers; and points fitted to what became of the leads, as a draft. */
export function FitCard({ campaign, onDraft }: { campaign: string; onDraft(draft: Policy): void }) {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const [answer, setAnswer] = useState<FitResponse | null>(null)
  const [busy, setBusy] = useState(false)
  const fit = () => {
    setBusy(true)
    void attempt(async () => setAnswer(await fitPolicy(desk, campaign))).then(() => setBusy(false))
  }
  return (
    <section className={`${parts.card} ${css.card}`} aria-labelledby="policy-fit">
      <div className={css.cardHead}>
        <h2 className={parts.h2} id="policy-fit">
          {t('policy.buyers')}{' '}
          {answer?.ok && (
            <span className={css.headHint}>
              {t('policy.outcomes', { n: count(answer.measures.proposed.rows) })}
            </span>
          )}
        </h2>
        <Button data-policy="fit" rightSection={<Key chord="o" />} loading={busy} onClick={fit}>
          {t('policy.fit')}
        </Button>
      </div>
      {answer === null && <p className={css.quiet}>{t('policy.fitHint')}</p>}
      {answer?.ok === false && (
        <Alert color="yellow" role="status">
          {answer.unless}
        </Alert>
      )}
      {answer?.ok && <Fitted proposal={answer} onDraft={() => onDraft(answer.draft)} />}
      {answer && <LearnedAnswers answers={answer.answers} onDraft={onDraft} />}
    </section>
  )
}

function Fitted({ proposal, onDraft }: { proposal: Proposal; onDraft(): void }) {
  const t = useT()
  const { measures, curves } = proposal
  const best = (side: 'proposed' | 'present') =>
    t('policy.topFifth', { share: percent(curves[side][4] ?? 0) })
  const figure = (side: (typeof SIDES)[number], name: (typeof MEASURES)[number]) =>
    fixed(measures[side][name], name.startsWith('lift') ? 2 : 3)
  return (
    <>
      <svg
        viewBox={`-6 -6 ${WIDTH + 12} ${HEIGHT + 12}`}
        className={css.curves}
        role="img"
        aria-label={t('policy.curveLabel', {
          proposed: percent(curves.proposed[4] ?? 0),
          present: percent(curves.present[4] ?? 0),
        })}
      >
        <path className={css.axis} d={`M0 0 V${HEIGHT} H${WIDTH}`} />
        <path className={css.chance} d={`M0 ${HEIGHT} L${WIDTH} 0`} />
        <path className={css.curve} data-side="present" d={lineOf(curves.present)} />
        <path className={css.curve} data-side="proposed" d={lineOf(curves.proposed)} />
      </svg>
      <div className={css.legendLine}>
        <span>
          <i className={css.stroke} data-side="proposed" aria-hidden="true" /> {t('policy.side.proposed')}:{' '}
          {best('proposed')}
        </span>
        <span>
          <i className={css.stroke} data-side="present" aria-hidden="true" /> {t('policy.side.present')}:{' '}
          {best('present')}
        </span>
        <span className={parts.dim}>{t('policy.shareCalled')}</span>
      </div>
      <table className={parts.table}>
        <thead>
          <tr>
            <th>{t('policy.unseen')}</th>
            {MEASURES.map((m) => (
              <th key={m} className={parts.num} title={t(`policy.measureHint.${m}`)}>
                {t(`policy.measure.${m}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SIDES.map((side) => (
            <tr key={side}>
              <td>{t(`policy.side.${side}`)}</td>
              {MEASURES.map((m) => (
                <td key={m} className={parts.num}>
                  {figure(side, m)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={css.row}>
        <Button variant="filled" onClick={onDraft}>
          {t('policy.takeProposal')}
        </Button>
        <span className={parts.dim}>{t('policy.proposalHint')}</span>
      </div>
    </>
  )
}

/** How often each answer is given, learned without outcomes. */
function LearnedAnswers({
  answers,
  onDraft,
}: {
  answers: FitResponse['answers']
  onDraft(draft: Policy): void
}) {
  const t = useT()
  if (!answers.ok) return <p className={css.quiet}>{answers.unless}</p>
  return (
    <div className={css.row}>
      <Button data-policy="answers" onClick={() => onDraft(answers.draft)}>
        {t('policy.takeAnswers')}
      </Button>
      <span className={parts.dim}>
        {t('policy.answersHint', { leads: count(answers.leads), fields: count(answers.fields.length) })}
      </span>
    </div>
  )
}

const lineOf = (curve: readonly number[]): string =>
  curve
    .map(
      (y, i) =>
        `${i === 0 ? 'M' : 'L'}${((i / (curve.length - 1)) * WIDTH).toFixed(1)} ${((1 - y) * HEIGHT).toFixed(1)}`,
    )
    .join(' ')
