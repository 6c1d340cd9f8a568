import { Button, Checkbox } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { fieldIn } from '../../../shared/policy/own-fields.ts'
import type { Policy, PolicyField } from '../../../shared/policy/policy.ts'
import { pointsOf } from '../../flow/policy-differences/of-score.ts'
import { withBin, withoutBin } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { answerName } from './answer-name.ts'
import { ProblemAt } from './at-place.tsx'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'

type Answer = PolicyField['answers'][number]

interface Props {
  field: PolicyField
  policy: Policy
  pointer: string
  onChange(field: PolicyField): void
}

const MOST = 40
const inPercent = (share: number) => Math.round(share * 1000) / 10

/** What each answer is worth and how often it is given; of a number, the bins with their ends. */
export function AnswersTable({ field, policy, pointer, onChange }: Props) {
  const t = useT()
  const { answers } = field
  const points = pointsOf(policy, field)
  const isNumber = fieldIn(policy, field.field)?.kind === 'number'
  const isLearned = answers.some((a) => a.probability !== undefined)
  const put = (at: number, change: Partial<Answer>) =>
    onChange({ ...field, answers: answers.map((a, i) => (i === at ? { ...a, ...change } : a)) })
  return (
    <>
      <table className={parts.table}>
        <thead>
          <tr>
            <th>{t('policy.answer')}</th>
            <th>{t('policy.share')}</th>
            <th className={parts.num}>{t('policy.points')}</th>
            {isLearned && <th>{t('policy.chance')}</th>}
            {isNumber && <th aria-label={t('policyForm.removeBins')} />}
          </tr>
        </thead>
        <tbody>
          {answers.map((a, i) => {
            const answer = answerName(policy, field, a.id)
            const isLast = i === answers.length - 1
            return (
              <tr key={a.id}>
                <td>
                  {isNumber && !isLast ? (
                    <span className={css.row}>
                      ≤
                      <NumberBox
                        w={90}
                        aria-label={t('policyForm.endOf', { n: i + 1 })}
                        value={a.upTo ?? null}
                        onValue={(upTo) => put(i, { upTo })}
                      />
                    </span>
                  ) : (
                    answer
                  )}
                  <ProblemAt pointer={`${pointer}/answers/${i}`} />
                </td>
                <td>
                  <NumberBox
                    w={90}
                    suffix=" %"
                    min={-100}
                    max={100}
                    aria-label={t('policy.shareOfAnswer', { answer })}
                    value={inPercent(a.share)}
                    onValue={(n) => put(i, { share: n / 100 })}
                  />
                </td>
                <td className={parts.num}>{count(points[i] ?? 0)}</td>
                {isLearned && (
                  <td>
                    <NumberBox
                      w={90}
                      suffix=" %"
                      min={0}
                      max={100}
                      aria-label={t('policyForm.chanceOf', { answer })}
                      value={inPercent(a.probability ?? 0)}
                      onValue={(n) => put(i, { probability: n / 100 })}
                    />
                  </td>
                )}
                {isNumber && (
                  <td className={parts.num}>
                    <button
                      type="button"
                      className={css.icon}
                      disabled={answers.length === 1}
                      aria-label={t('policyForm.removeBin', { answer })}
                      onClick={() => onChange(withoutBin(field, i))}
                    >
                      <IconTrash size={14} aria-hidden="true" />
                    </button>
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      <ProblemAt pointer={`${pointer}/answers`} deep={false} />
      <div className={css.row}>
        {isNumber && answers.length < MOST && (
          <Button size="compact-xs" onClick={() => onChange(withBin(field))}>
            {t('policyForm.addBin')}
          </Button>
        )}
        <Checkbox
          size="xs"
          label={t('policyForm.chances')}
          checked={isLearned}
          onChange={(e) => onChange({ ...field, answers: withChances(answers, e.currentTarget.checked) })}
        />
      </div>
    </>
  )
}

/** All alike to begin with; without them all count as alike. */
const withChances = (answers: Answer[], wanted: boolean): Answer[] =>
  answers.map(({ probability: _, ...a }) =>
    wanted ? { ...a, probability: Math.round(1000 / answers.length) / 1000 } : a,
  )
