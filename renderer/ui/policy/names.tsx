import { NativeSelect, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { DIMENSIONS } from '../../../shared/lead/catalog.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { useProblems } from './at-place.tsx'
import forms from './forms.module.css'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

/** What the policy and its dimensions are called, and which dimensions there are. */
export function Names({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const problemAt = useProblems()
  const { policy, change } = edit
  const set = (change_: (list: Policy['dimensions']) => Policy['dimensions']) =>
    change((p) => ({ ...p, dimensions: change_([...p.dimensions]) }))
  const others = DIMENSIONS.filter((id) => !policy.dimensions.some((d) => d.id === id))
  return (
    <details className={css.more} open={problemAt('/name') !== null || undefined}>
      <summary>{t('policyForm.names')}</summary>
      <div className={css.form}>
        <TextInput
          label={t('policyForm.policyName')}
          value={policy.name}
          maxLength={80}
          error={problemAt('/name')}
          onChange={(e) => {
            const name = e.currentTarget.value
            change((p) => ({ ...p, name }))
          }}
        />
        <div className={css.fields}>
          {policy.dimensions.map((d, i) => (
            <span key={d.id} className={forms.named}>
              <TextInput
                label={t(`policyForm.dimension.${d.id}`)}
                value={d.label}
                maxLength={40}
                error={problemAt(`/dimensions/${i}/label`)}
                onChange={(e) => {
                  const label = e.currentTarget.value
                  set((list) => list.toSpliced(i, 1, { ...d, label }))
                }}
              />
              <button
                type="button"
                className={css.icon}
                aria-label={t('policyForm.removeDimension', { dimension: d.label })}
                onClick={() => set((list) => list.toSpliced(i, 1))}
              >
                <IconTrash size={14} aria-hidden="true" />
              </button>
            </span>
          ))}
          {others.length > 0 && (
            <NativeSelect
              label={t('policyForm.addDimension')}
              value=""
              data={['', ...others].map((id) => ({
                value: id,
                label: id === '' ? '' : t(`policyForm.dimension.${id as (typeof others)[number]}`),
              }))}
              onChange={(e) => {
                const id = others.find((o) => o === e.currentTarget.value)
                if (id) set((list) => [...list, { id, label: t(`policyForm.dimension.${id}`), weight: 10 }])
              }}
            />
          )}
        </div>
      </div>
    </details>
  )
}
