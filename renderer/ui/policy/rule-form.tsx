import { NativeSelect } from '@mantine/core'
import { ROUTES } from '../../../shared/lead/route.ts'
import type { Policy, Rule } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { ConditionForm } from './condition-form.tsx'
import css from './policy.module.css'

interface Props {
  rule: Rule
  policy: Policy
  pointer: string
  onChange(rule: Rule): void
}

/** A rule: where it leads, and when. */
export function RuleForm({ rule, policy, pointer, onChange }: Props) {
  const t = useT()
  const routes = ROUTES.filter((r): r is Rule['route'] => r !== 'needInfo')
  return (
    <div className={css.form}>
      <NativeSelect
        label={t('policy.leadsTo')}
        value={rule.route}
        data={routes.map((value) => ({ value, label: t(`route.${value}`) }))}
        className={css.narrow}
        onChange={(e) => {
          const route = routes.find((r) => r === e.currentTarget.value)
          if (route) onChange({ ...rule, route })
        }}
      />
      <ConditionForm
        when={rule.when}
        policy={policy}
        pointer={`${pointer}/when`}
        depth={0}
        onChange={(when) => onChange({ ...rule, when })}
      />
    </div>
  )
}
