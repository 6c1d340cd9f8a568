import { Textarea } from '@mantine/core'
import type { Script as ScriptData } from '../../../shared/policy/policy.ts'
import { without } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { ProblemAt } from './at-place.tsx'
import { Card } from './card.tsx'
import { Objections } from './objections.tsx'
import css from './policy.module.css'
import { ScriptText } from './script-text.tsx'
import type { PolicyEdit } from './use-policy-draft.ts'

const NOTHING: ScriptData = { opening: '', closing: '', objections: [] }

/** What the agent may say, with the lead's data in it, and what is asked when a consent is recorded. */
export function Script({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const script = edit.policy.script ?? NOTHING
  const set = (change: Partial<ScriptData>) => {
    const next = { ...script, ...change }
    const isEmpty = next.opening === '' && next.closing === '' && next.objections.length === 0
    edit.change((p) => (isEmpty ? without(p, 'script') : { ...p, script: next }))
  }
  return (
    <>
      <Card id="policy-script" title={t('policyForm.script')} hint={t('policyForm.scriptHint')}>
        {(['opening', 'closing'] as const).map((part) => (
          <ScriptText
            key={part}
            label={t(`policyForm.${part}`)}
            policy={edit.policy}
            pointer={`/script/${part}`}
            value={script[part]}
            onChange={(text) => set({ [part]: text })}
          />
        ))}
        <ProblemAt pointer="/script" deep={false} />
      </Card>
      <Objections
        policy={edit.policy}
        list={script.objections}
        onChange={(objections) => set({ objections })}
      />
      <ConsentTexts edit={edit} />
    </>
  )
}

/** What is asked when a consent is recorded. */
function ConsentTexts({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const consents = edit.policy.consentTexts ?? { phone: '', email: '' }
  return (
    <Card id="policy-consents" title={t('policyForm.consents')} hint={t('policyForm.consentsHint')}>
      <div className={css.fields}>
        {(['phone', 'email'] as const).map((kind) => (
          <Textarea
            key={kind}
            label={t(`policy.consent.${kind}`)}
            value={consents[kind]}
            maxLength={4000}
            rows={3}
            onChange={(e) => {
              const texts = { ...consents, [kind]: e.currentTarget.value }
              edit.change((p) =>
                texts.phone === '' && texts.email === ''
                  ? without(p, 'consentTexts')
                  : { ...p, consentTexts: texts },
              )
            }}
          />
        ))}
      </div>
      <ProblemAt pointer="/consentTexts" />
    </Card>
  )
}
