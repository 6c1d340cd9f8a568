import { Alert, Button } from '@mantine/core'
import type { Team } from '../../../../shared/api/accounts.ts'
import type { DealRule, Distribution } from '../../../../shared/api/distribution.ts'
import { inWords } from '../../../../shared/policy/words.ts'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { saveDistribution } from '../../../flow/admin/distribution.ts'
import { declaredIn } from '../../../flow/declared-in.ts'
import { useDesk, useT } from '../../context.tsx'
import parts from '../../parts/parts.module.css'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'
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

interface RulesDraft {
  /** The one they were made from: central refuses to save them over another. */
  version: number
  rules: readonly DealRule[]
  editing: number | 'new' | null
}

/** The rules of a channel in words, in their order; administrators change them and save them together. */
export function RulesPanel({ id, distribution, teams, people, onSaved, onReload }: Props) {
  const t = useT()
  const desk = useDesk()
  const { busy, problem, errors, save } = useSave()
  const { campaign } = distribution
  const declared = declaredIn(desk.reader, campaign === null ? null : [campaign])
  const manages = desk.me.role === 'administrator'
  const title = t(`admin.distribution.of.${distribution.channel}`)
  const saved: RulesDraft = { version: distribution.version, rules: distribution.rules, editing: null }
  const form = useDraft(`distribution|${id}|rules`, saved, title)
  const { version, rules, editing } = form.draft
  const changed = JSON.stringify(rules) !== JSON.stringify(distribution.rules)
  const setRules = (next: readonly DealRule[]) => form.set({ ...form.draft, rules: next })
  const setEditing = (next: RulesDraft['editing']) => form.set({ ...form.draft, editing: next })
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
  const ruleForm = (rule: DealRule | null, i: number) => (
    <RuleForm
      place={`distribution|${id}|rules|${i}`}
      rule={rule}
      declared={declared}
      channel={distribution.channel}
      teams={teams}
      people={people}
      onCancel={() => setEditing(null)}
      onDone={(done) => {
        const next = i < rules.length ? rules.map((old, at) => (at === i ? done : old)) : [...rules, done]
        form.set({ ...form.draft, rules: next, editing: null })
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
              ruleForm(rule, i)
            ) : (
              <>
                <b>
                  {i + 1}. {rule.name}
                </b>
                <span>
                  {t('admin.distribution.rule', {
                    when: inWords(rule.when, declared),
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
      {form.stale && editing !== null && (
        <Alert color="yellow" role="status">
          {t('admin.distribution.stale')}
        </Alert>
      )}
      {editing === 'new' && ruleForm(null, rules.length)}
      {manages && editing === null && (
        <>
          {changed && (
            <Alert color="yellow" role="status">
              {t(form.stale ? 'admin.distribution.stale' : 'admin.distribution.unsaved')}
            </Alert>
          )}
          <SaveBar problem={problem} busy={busy}>
            <Button onClick={() => setEditing('new')}>{t('admin.distribution.add')}</Button>
            {changed && (
              <Button
                onClick={() => {
                  form.discard()
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
                  const after = await saveDistribution(desk, id, { rules: [...rules], version })
                  form.discard()
                  onSaved(after)
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
