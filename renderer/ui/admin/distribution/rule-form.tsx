import { Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Team } from '../../../../shared/api/accounts.ts'
import type { DealRule } from '../../../../shared/api/distribution.ts'
import type { HandOffChannel } from '../../../../shared/lead/route.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import { inWords } from '../../../../shared/policy/words.ts'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { useT } from '../../context.tsx'
import { submitOnCtrlEnter } from '../../parts/submit-on-ctrl-enter.ts'
import css from '../admin.module.css'
import { SaveBar } from '../save-bar.tsx'
import { useDraft } from '../use-draft.ts'
import { AskedLines } from './asked-lines.tsx'
import { type Asked, askableOf, askedOf, conditionOf, isComplete } from './simple-condition.ts'

const WAYS = ['roundRobin', 'leastLoaded', 'inbox'] as const
const PEOPLE = ''

interface RuleDraft {
  name: string
  asked: Asked[]
  /** '': the chosen people. */
  team: string
  chosen: string[]
  by: DealRule['by']
}

interface Props {
  /** Where what is entered is kept. */
  place: string
  /** null: a new one. */
  rule: DealRule | null
  /** The campaigns' own fields, which it may ask for. */
  declared: Pick<Policy, 'ownFields'>
  channel: HandOffChannel
  teams: readonly Team[]
  people: readonly Person[]
  onDone(rule: DealRule): void
  onCancel(): void
}

/** One rule: what is asked of the lead, who gets it, and how it is dealt among them. */
export function RuleForm({ place, rule, declared, channel, teams, people, onDone, onCancel }: Props) {
  const t = useT()
  const kind = channel === 'callCenter' ? 'agents' : channel
  const fitting = teams.filter((x) => x.kind === kind)
  const receivers = people.filter(
    (p) => p.active && (channel === 'callCenter' ? p.role === 'agent' : p.role === 'inbox'),
  )
  // A condition that is more than this form can show is kept as it is.
  const fields = askableOf(declared)
  const known = rule && askedOf(rule.when, fields)
  const kept = rule !== null && known === null ? rule.when : null
  const saved: RuleDraft = {
    name: rule?.name ?? '',
    asked: known ?? [],
    team: rule ? ('team' in rule.to ? rule.to.team : PEOPLE) : (fitting[0]?.id ?? PEOPLE),
    chosen: rule && 'people' in rule.to ? rule.to.people : [],
    by: rule?.by ?? 'roundRobin',
  }
  const { draft, set, discard } = useDraft(place, saved, rule?.name ?? t('admin.distribution.add'))
  const { name, asked, team, chosen, by } = draft
  // Only a team has a common inbox.
  const ways = WAYS.filter((way) => way !== 'inbox' || team !== PEOPLE)
  const dealt = ways.includes(by) ? by : 'roundRobin'
  const incomplete = name.trim() === '' || !isComplete(asked) || (team === PEOPLE && chosen.length === 0)
  const onSubmit = (e: FormEvent) => {
    e.preventDefault()
    if (incomplete) return
    discard()
    onDone({
      name: name.trim(),
      when: kept ?? conditionOf(asked),
      to: team === PEOPLE ? { people: chosen } : { team },
      by: dealt,
    })
  }
  return (
    <form className={css.form} onSubmit={onSubmit} onKeyDown={submitOnCtrlEnter}>
      <TextInput
        label={t('admin.distribution.name')}
        value={name}
        maxLength={80}
        autoFocus
        onChange={(e) => set({ ...draft, name: e.currentTarget.value })}
      />
      {kept ? (
        <p className={css.hint}>{t('admin.distribution.kept', { when: inWords(kept, declared) })}</p>
      ) : (
        <AskedLines asked={asked} fields={fields} onChange={(next) => set({ ...draft, asked: next })} />
      )}
      <NativeSelect
        label={t('admin.distribution.to')}
        value={team}
        data={[
          ...fitting.map((x) => ({ value: x.id, label: x.name })),
          { value: PEOPLE, label: t('admin.distribution.people') },
        ]}
        onChange={(e) => set({ ...draft, team: e.currentTarget.value })}
      />
      {team === PEOPLE && (
        <MultiSelect
          size="xs"
          label={t('admin.distribution.who')}
          value={chosen}
          searchable
          data={receivers.map((p) => ({ value: p.id, label: p.name }))}
          nothingFoundMessage={t('admin.distribution.nobody')}
          onChange={(next) => set({ ...draft, chosen: next })}
        />
      )}
      <NativeSelect
        label={t('admin.distribution.how')}
        value={dealt}
        data={ways.map((value) => ({ value, label: t(`admin.distribution.ways.${value}`) }))}
        onChange={(e) => set({ ...draft, by: WAYS.find((w) => w === e.currentTarget.value) ?? dealt })}
      />
      <SaveBar problem={null} busy={false} save={t('admin.distribution.take')} disabled={incomplete}>
        <Button
          onClick={() => {
            discard()
            onCancel()
          }}
        >
          {t('dialog.cancel')}
        </Button>
      </SaveBar>
    </form>
  )
}
