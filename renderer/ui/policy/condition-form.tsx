import { Button, NativeSelect } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { Condition, Policy } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { ProblemAt } from './at-place.tsx'
import { AtomForm, atomOf } from './atom-form.tsx'
import css from './policy.module.css'

interface Props {
  when: Condition
  policy: Policy
  pointer: string
  depth: number
  onChange(when: Condition): void
  onRemove?(): void
}

const GROUPS = ['all', 'any'] as const
const DEEPEST = 3

/** A condition as a form: groups of which all or any holds, their opposite, and within them answers, numbers and the score. */
export function ConditionForm(props: Props) {
  const { when, onChange } = props
  if ('all' in when || 'any' in when) return <Group {...props} />
  if ('not' in when)
    return (
      <Not {...props}>
        <ConditionForm
          {...props}
          when={when.not}
          pointer={`${props.pointer}/not`}
          onChange={(not) => onChange({ not })}
        />
      </Not>
    )
  return props.depth === 0 ? (
    // A rule that is one condition alone can have others beside it.
    <Group {...props} when={{ all: [when] }} pointer={props.pointer} alone />
  ) : (
    <AtomForm {...props} when={when} />
  )
}

function Not({ children, when, onChange }: Props & { children: React.ReactNode }) {
  const t = useT()
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>
        {t('policy.not')}{' '}
        <Button size="compact-xs" onClick={() => onChange('not' in when ? when.not : when)}>
          {t('policy.takeNotAway')}
        </Button>
      </legend>
      {children}
    </fieldset>
  )
}

function Group({
  when,
  policy,
  pointer,
  depth,
  onChange,
  onRemove,
  alone = false,
}: Props & { alone?: boolean }) {
  const t = useT()
  const kind = 'all' in when ? 'all' : 'any'
  const list = 'all' in when ? when.all : 'any' in when ? when.any : []
  const of = (kind: 'all' | 'any', parts: Condition[]): Condition =>
    kind === 'all' ? { all: parts } : { any: parts }
  const set = (parts: Condition[]) => onChange(of(kind, parts))
  const first = policy.fields[0]
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>
        <NativeSelect
          aria-label={t('policy.groupKind')}
          size="xs"
          value={kind}
          data={GROUPS.map((value) => ({ value, label: t(`policy.group.${value}`) }))}
          onChange={(e) => onChange(of(e.currentTarget.value === 'any' ? 'any' : 'all', list))}
        />
        {depth > 0 && (
          <Button size="compact-xs" onClick={() => onChange({ not: when })}>
            {t('policy.makeNot')}
          </Button>
        )}
        {onRemove && (
          <button type="button" className={css.icon} aria-label={t('policy.removeGroup')} onClick={onRemove}>
            <IconTrash size={14} aria-hidden="true" />
          </button>
        )}
      </legend>
      {list.length === 0 && <div className={css.quiet}>{t(`policy.emptyGroup.${kind}`)}</div>}
      {list.map((part, i) => (
        <ConditionForm
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
          key={i}
          when={part}
          policy={policy}
          pointer={alone ? pointer : `${pointer}/${kind}/${i}`}
          depth={depth + 1}
          onChange={(next) => set(list.toSpliced(i, 1, next))}
          onRemove={() => set(list.toSpliced(i, 1))}
        />
      ))}
      <div className={css.row}>
        {first && (
          <Button size="compact-xs" onClick={() => set([...list, atomOf(policy, first.field)])}>
            {t('policy.addAnswer')}
          </Button>
        )}
        <Button size="compact-xs" onClick={() => set([...list, { score: { min: 50 } }])}>
          {t('policy.addScore')}
        </Button>
        {depth < DEEPEST && (
          <Button size="compact-xs" onClick={() => set([...list, { any: [] }])}>
            {t('policy.addGroup')}
          </Button>
        )}
      </div>
      <ProblemAt pointer={pointer} deep={false} />
    </fieldset>
  )
}
