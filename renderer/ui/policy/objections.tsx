import { Button, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { Policy, Script } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { ProblemAt, useProblems } from './at-place.tsx'
import { Card } from './card.tsx'
import forms from './forms.module.css'
import css from './policy.module.css'
import { ScriptText } from './script-text.tsx'

type Objection = Script['objections'][number]
const MOST = 30

interface Props {
  policy: Policy
  list: readonly Objection[]
  onChange(list: Objection[]): void
}

/** What people object, and what may be answered. */
export function Objections({ policy, list, onChange }: Props) {
  const t = useT()
  const problemAt = useProblems()
  const put = (at: number, change: Partial<Objection>) =>
    onChange(list.map((o, i) => (i === at ? { ...o, ...change } : o)))
  const move = (from: number, to: number) => {
    const moved = list[from]
    if (moved) onChange(list.toSpliced(from, 1).toSpliced(to, 0, moved))
  }
  return (
    <Card
      id="policy-objections"
      title={t('policyForm.objections')}
      action={
        list.length < MOST && (
          <Button onClick={() => onChange([...list, { says: '', answer: '' }])}>
            {t('policyForm.addObjection')}
          </Button>
        )
      }
    >
      {list.length === 0 && <p className={css.quiet}>{t('policyForm.noObjections')}</p>}
      {list.map(({ says, answer }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an objection is its place
        <div key={i} className={forms.objection}>
          <div className={forms.objectionHead}>
            <TextInput
              aria-label={t('policyForm.saysOf', { n: i + 1 })}
              placeholder={t('policyForm.saysHint')}
              value={says}
              maxLength={200}
              error={problemAt(`/script/objections/${i}/says`)}
              onChange={(e) => put(i, { says: e.currentTarget.value })}
            />
            <span className={css.tools}>
              <button
                type="button"
                className={css.icon}
                disabled={i === 0}
                aria-label={t('policyForm.objectionUp', { n: i + 1 })}
                onClick={() => move(i, i - 1)}
              >
                <IconArrowUp size={14} aria-hidden="true" />
              </button>
              <button
                type="button"
                className={css.icon}
                disabled={i === list.length - 1}
                aria-label={t('policyForm.objectionDown', { n: i + 1 })}
                onClick={() => move(i, i + 1)}
              >
                <IconArrowDown size={14} aria-hidden="true" />
              </button>
              <button
                type="button"
                className={css.icon}
                aria-label={t('policyForm.objectionRemove', { n: i + 1 })}
                onClick={() => onChange(list.toSpliced(i, 1))}
              >
                <IconTrash size={14} aria-hidden="true" />
              </button>
            </span>
          </div>
          <ScriptText
            label={t('policyForm.answerOf', { n: i + 1 })}
            policy={policy}
            pointer={`/script/objections/${i}/answer`}
            value={answer}
            onChange={(text) => put(i, { answer: text })}
          />
        </div>
      ))}
      <ProblemAt pointer="/script/objections" deep={false} />
    </Card>
  )
}
