import { Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { isAlwaysTrue } from '../../../shared/policy/check-condition.ts'
import type { Rule } from '../../../shared/policy/policy.ts'
import { inWords } from '../../../shared/policy/words.ts'
import { useT } from '../context.tsx'
import { RouteChip } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import { ProblemAt } from './at-place.tsx'
import css from './policy.module.css'
import { RuleForm } from './rule-form.tsx'
import type { PolicyEdit } from './use-policy-draft.ts'
import { withinText } from './within-text.ts'

/** The rules in their order; each is edited in its place. */
export function Rules({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const [open, setOpen] = useState<number | null>(null)
  const { rules, routes } = edit.policy
  const set = (change: (rules: Rule[]) => Rule[]) =>
    edit.change((p) => ({ ...p, rules: change([...p.rules]) }))
  const move = (from: number, to: number) => {
    set((list) => {
      const [rule] = list.splice(from, 1)
      return rule ? list.toSpliced(to, 0, rule) : list
    })
    setOpen((now) => (now === from ? to : now))
  }
  const add = () => {
    // Before the last one, which holds for every lead.
    const at = Math.max(0, rules.length - 1)
    set((list) => list.toSpliced(at, 0, { route: 'high', when: { all: [{ score: { min: 50 } }] } }))
    setOpen(at)
  }
  return (
    <section className={`${parts.card} ${css.card}`} aria-labelledby="policy-rules">
      <div className={css.cardHead}>
        <h2 className={parts.h2} id="policy-rules">
          {t('policy.rules')} <span className={css.headHint}>{t('policy.rulesHint')}</span>
        </h2>
        <Button onClick={add} disabled={rules.length >= 20}>
          {t('policy.addRule')}
        </Button>
      </div>
      <ol className={css.rules}>
        {rules.map((rule, i) => {
          const last = i === rules.length - 1 && isAlwaysTrue(rule.when)
          const { channel, slaMinutes } = routes[rule.route]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
            <li key={i} className={css.rule}>
              <div className={css.ruleLine}>
                <span className={parts.dim}>{i + 1}</span>
                <RouteChip route={rule.route} />
                <span className={css.words}>
                  <span>{inWords(rule.when, edit.policy)}</span>
                  <span className={css.quiet}>
                    {t(`policy.channel.${channel}`)} · {withinText(t, slaMinutes)}
                  </span>
                </span>
                <span className={css.tools}>
                  <button
                    type="button"
                    className={css.icon}
                    disabled={last || i === 0}
                    aria-label={t('policy.ruleUp', { n: i + 1 })}
                    onClick={() => move(i, i - 1)}
                  >
                    <IconArrowUp size={14} aria-hidden="true" />
                  </button>
                  <button
                    type="button"
                    className={css.icon}
                    disabled={last || i >= rules.length - 2}
                    aria-label={t('policy.ruleDown', { n: i + 1 })}
                    onClick={() => move(i, i + 1)}
                  >
                    <IconArrowDown size={14} aria-hidden="true" />
                  </button>
                  <button
                    type="button"
                    className={css.icon}
                    disabled={last}
                    aria-label={t('policy.ruleRemove', { n: i + 1 })}
                    onClick={() => {
                      set((list) => list.toSpliced(i, 1))
                      setOpen(null)
                    }}
                  >
                    <IconTrash size={14} aria-hidden="true" />
                  </button>
                  <Button
                    aria-expanded={open === i}
                    aria-label={t('policy.ruleEdit', { n: i + 1 })}
                    onClick={() => setOpen(open === i ? null : i)}
                  >
                    {t(open === i ? 'policy.close' : 'policy.edit')}
                  </Button>
                </span>
              </div>
              {open === i ? (
                <RuleForm
                  rule={rule}
                  policy={edit.policy}
                  pointer={`/rules/${i}`}
                  onChange={(next) => set((list) => list.toSpliced(i, 1, next))}
                />
              ) : (
                <ProblemAt pointer={`/rules/${i}`} />
              )}
            </li>
          )
        })}
      </ol>
      <ProblemAt pointer="/rules" deep={false} />
    </section>
  )
}
