import { Checkbox } from '@mantine/core'
import type { Policy } from '../../../shared/policy/policy.ts'
import { USUAL_VALIDITY } from '../../../shared/policy/validity.ts'
import { without } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { ProblemAt } from './at-place.tsx'
import { Card } from './card.tsx'
import forms from './forms.module.css'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

type Validity = NonNullable<Policy['validity']>
const KINDS = ['roleAddresses', 'disposableAddresses'] as const

/** How often a lead is called, how long an agent has after a call, and who is called at all. */
export function Calls({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const { policy, change } = edit
  const validity = policy.validity ?? USUAL_VALIDITY
  return (
    <Card id="policy-calls" title={t('policyForm.calls')}>
      <div className={css.fields}>
        <NumberBox
          label={t('policy.attempts')}
          min={1}
          allowDecimal={false}
          value={policy.maxAttempts}
          onValue={(maxAttempts) => change((p) => ({ ...p, maxAttempts }))}
        />
        <NumberBox
          label={t('policyForm.wrapUp')}
          placeholder={t('policyForm.asTheyNeed')}
          min={5}
          max={3600}
          allowDecimal={false}
          value={policy.wrapUpSeconds ?? null}
          onClear={() => change((p) => without(p, 'wrapUpSeconds'))}
          onValue={(wrapUpSeconds) => change((p) => ({ ...p, wrapUpSeconds }))}
        />
      </div>
      <Checkbox
        size="xs"
        label={t('policy.callFirst')}
        checked={policy.callFirst}
        onChange={(e) => {
          const callFirst = e.currentTarget.checked
          change((p) => ({ ...p, callFirst }))
        }}
      />
      <fieldset className={forms.checks}>
        <legend>{t('policyForm.validity')}</legend>
        {KINDS.map((kind) => (
          <Checkbox
            key={kind}
            size="xs"
            label={t(`policyForm.accept.${kind}`)}
            checked={validity[kind] === 'accept'}
            onChange={(e) => {
              const next = { ...validity, [kind]: e.currentTarget.checked ? 'accept' : 'refuse' } as Validity
              const isUsual = KINDS.every((k) => next[k] === USUAL_VALIDITY[k])
              change((p) => (isUsual ? without(p, 'validity') : { ...p, validity: next }))
            }}
          />
        ))}
      </fieldset>
      {(['/maxAttempts', '/wrapUpSeconds', '/validity', '/callFirst'] as const).map((at) => (
        <ProblemAt key={at} pointer={at} />
      ))}
    </Card>
  )
}
