import { Checkbox, NativeSelect } from '@mantine/core'
import type { QueueSummary } from '../../../../shared/api/api.ts'
import type { Person } from '../../../../shared/sync/protocol.ts'
import { useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import parts from '../../parts/parts.module.css'
import type { Draft, Goal } from './draft.ts'
import css from './reassign.module.css'

interface Props {
  draft: Draft
  people: readonly Person[]
  /** What each has now, as far as it is known. */
  queues: readonly QueueSummary[]
  onChange(change: Partial<Draft>): void
}

/** To whom: the pool, a person, or several, evenly or by the room that they have. Nobody is chosen by accident. */
export function ToWhom({ draft, people, queues, onChange }: Props) {
  const t = useT()
  const goals: { value: Goal; label: string }[] = [
    { value: 'none', label: t('reassign.choose') },
    { value: 'capacity', label: t('reassign.capacity') },
    { value: 'evenly', label: t('reassign.evenly') },
    { value: 'pool', label: t('team.pool') },
    ...people.map((p) => ({ value: `p:${p.id}` as const, label: p.name })),
  ]
  const loads = new Map(queues.map((q) => [q.person?.id, q]))
  const labelOf = (p: Person) => {
    const q = loads.get(p.id)
    if (!q) return p.name
    const has =
      q.capacity === null
        ? t('reassign.has', { name: p.name, n: count(q.open) })
        : t('reassign.hasOf', { name: p.name, n: count(q.open), most: count(q.capacity) })
    return q.absence ? `${has}, ${t('reassign.absent')}` : has
  }
  return (
    <fieldset className={css.part}>
      <NativeSelect
        label={t('reassign.to')}
        value={draft.goal}
        data-autofocus
        data={goals}
        onChange={(e) =>
          onChange({ goal: goals.find((g) => g.value === e.currentTarget.value)?.value ?? 'none' })
        }
      />
      {(draft.goal === 'evenly' || draft.goal === 'capacity') && (
        <Checkbox.Group
          label={t('reassign.among')}
          value={[...draft.people]}
          onChange={(chosen) => onChange({ people: chosen })}
        >
          <div className={`${parts.dim} ${parts.small}`}>{t(`reassign.hint.${draft.goal}`)}</div>
          <div className={css.people}>
            {people.map((p) => (
              <Checkbox key={p.id} size="xs" value={p.id} label={labelOf(p)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Checkbox
        size="xs"
        label={t('reassign.promised')}
        checked={draft.promised}
        onChange={(e) => onChange({ promised: e.currentTarget.checked })}
      />
    </fieldset>
  )
}
