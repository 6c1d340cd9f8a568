import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import type { Team } from '../../../../shared/api/accounts.ts'
import type { DealRule, Distribution } from '../../../../shared/api/distribution.ts'
import { inWords } from '../../../../shared/policy/words.ts'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { saveDistribution } from '../../../flow/admin/distribution.ts'
import { useDesk, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { RuleForm } from './rule-form.tsx'

interface Props {
  id: string
  distribution: Distribution
  teams: readonly Team[]
  people: readonly Person[]
  onSaved(distribution: Distribution): void
  /** Somebody else changed it. */
  onReload(): void
}

/** The rules of a channel in words, in their order; administrators change them and save them together. */
export function RulesPanel({ id, distribution, teams, people, onSaved, onReload }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, errors, save } = useSave()
  const [rules, setRules] = useState<readonly DealRule[]>(distribution.rules)
  const [editing, setEditing] = useState<number | 'new' | null>(null)
  const manages = desk.me.role === 'administrator'
  const changed = rules !== distribution.rules
  const title = t(`admin.distribution.of.${distribution.channel}`)
  const nameOf = (rule: DealRule) =>
    'team' in rule.to
      ? (teams.find((x) => 'team' in rule.to && x.id === rule.to.team)?.name ?? rule.to.team)
      : rule.to.people.map((who) => people.find((p) => p.id === who)?.name ?? who).join(', ')
  const move = (i: number, by: number) => {
    const next = [...rules]
    const [rule] = next.splice(i, 1)
    if (rule) next.splice(i + by, 0, rule)
    setRules(next)
  }
  const form = (rule: DealRule | null, i: number) => (
    <RuleForm
      rule={rule}
      channel={distribution.channel}
      teams={teams}
      people={people}
      onCancel={() => setEditing(null)}
      onDone={(done) => {
        setRules(i < rules.length ? rules.map((old, at) => (at === i ? done : old)) : [...rules, done])
        setEditing(null)
      }}
    />
  )
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={title}>
      <h2>{title}</h2>
      {rules.length === 0 && <p className={css.hint}>{t('admin.distribution.noRulesHint')}</p>}
      <ol className={css.lines}>
        {rules.map((rule, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name until they are saved
          <li key={`${i} ${rule.name}`} className={css.part}>
            {editing === i ? (
              form(rule, i)
            ) : (
              <>
                <b>
                  {i + 1}. {rule.name}
                </b>
                <span>
                  {t('admin.distribution.rule', {
                    when: inWords(rule.when),
                    to: nameOf(rule),
                    by: t(`admin.distribution.by.${rule.by}`),
                  })}
                </span>
                {errors
                  .filter((e) => e.pointer.startsWith(`/rules/${i}/`))
                  .map((e) => (
                    <span key={e.pointer} className={css.bad}>
                      {e.detail}
                    </span>
                  ))}
                {manages && (
                  <div className={css.inline}>
                    <Button size="compact-xs" disabled={editing !== null} onClick={() => setEditing(i)}>
                      {t('admin.distribution.change')}
                    </Button>
                    <Button
                      size="compact-xs"
                      disabled={editing !== null || i === 0}
                      aria-label={t('admin.distribution.up', { name: rule.name })}
                      onClick={() => move(i, -1)}
                    >
                      ↑
                    </Button>
                    <Button
                      size="compact-xs"
                      disabled={editing !== null || i === rules.length - 1}
                      aria-label={t('admin.distribution.down', { name: rule.name })}
                      onClick={() => move(i, 1)}
                    >
                      ↓
                    </Button>
                    <Button
                      size="compact-xs"
                      disabled={editing !== null}
                      aria-label={t('admin.distribution.drop', { name: rule.name })}
                      onClick={() => setRules(rules.filter((_, at) => at !== i))}
                    >
                      {t('admin.remove')}
                    </Button>
                  </div>
                )}
              </>
            )}
          </li>
        ))}
      </ol>
      {editing === 'new' && form(null, rules.length)}
      {manages && editing === null && (
        <>
          {changed && <Alert color="yellow">{t('admin.distribution.unsaved')}</Alert>}
          <SaveBar problem={problem} busy={busy}>
            <Button onClick={() => setEditing('new')}>{t('admin.distribution.add')}</Button>
            {changed && (
              <Button
                onClick={() => {
                  setRules(distribution.rules)
                  onReload()
                }}
              >
                {t('admin.distribution.undo')}
              </Button>
            )}
            <Button
              variant="filled"
              loading={busy}
              disabled={!changed}
              onClick={() =>
                void save(async () => {
                  const { version } = distribution
                  onSaved(await saveDistribution(desk, id, { rules: [...rules], version }))
                  return t('admin.saved')
                })
              }
            >
              {t('admin.save')}
            </Button>
          </SaveBar>
        </>
      )}
    </section>
  )
}
