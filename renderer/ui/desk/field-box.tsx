import { useId, useState } from 'react'
import type { Field, FieldId, FieldValue } from '../../../shared/lead/catalog.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import { answer, withdraw } from '../../flow/answer.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import type { Derived } from '../format/use-derived.ts'
import { useOrigin } from '../format/use-origin.ts'
import own from '../identity/identity.module.css'
import { OriginMark } from '../identity/origin-mark.tsx'
import { ValueFacts } from '../identity/value-facts.tsx'
import css from './desk.module.css'
import { FieldInput } from './field-input.tsx'

interface Props {
  field: Field
  lead: Lead
  now: number
  /** True for a field that stands in the policy: missing, it is marked. */
  counts: boolean
  /** What stands while nobody states a value. */
  derived: Derived | null
  /** Shows where the value came from and what it replaced. */
  onOrigin(field: FieldId): void
}

/** One field: what it is, where the value came from, and the value, editable as its kind allows. */
export function FieldBox({ field, lead, now, counts, derived, onOrigin }: Props) {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const id = useId()
  const fieldId = field.id as FieldId
  const value = fieldValue(lead, fieldId)
  const known = useOrigin(lead, fieldId, now)
  const versions = lead.fields[fieldId]?.length ?? 0
  const [problem, setProblem] = useState<string | null>(null)
  const follows = value === null ? derived : null
  const missing = value === null && counts && !follows
  const origin = follows?.source ?? (lead.fields[fieldId] === undefined && !counts ? '' : known)

  const save = async (next: FieldValue | null) => {
    setProblem(null)
    await attempt(() =>
      next === null
        ? withdraw(desk, lead.id, fieldId, t('fields.cleared'))
        : answer(desk, lead.id, fieldId, next),
    )
  }
  const country = fieldValue(lead, 'country')
  return (
    <div
      className={versions > 0 ? `${css.field} ${own.known}` : css.field}
      data-field={field.id}
      data-missing={missing || undefined}
      data-problem={problem === null ? undefined : field.label}
    >
      <label id={`${id}-label`} className={css.label} htmlFor={id} title={origin}>
        {field.label}
        {problem !== null ? ` · ${problem}` : origin && ` · ${origin}`}
      </label>
      <div className={own.valueRow}>
        <FieldInput
          id={id}
          field={field}
          value={value}
          ctx={country === null ? {} : { defaultCountry: String(country), country: String(country) }}
          follows={follows?.text}
          derivable={derived?.text}
          invalid={problem !== null}
          onSave={(next) => void save(next)}
          onProblem={setProblem}
        />
        {value !== null && problem === null && (
          <ValueFacts field={field} value={value} onTake={(next) => void save(next)} />
        )}
      </div>
      {versions > 0 && (
        <OriginMark describedBy={`${id}-label`} versions={versions} onOpen={() => onOrigin(fieldId)} />
      )}
    </div>
  )
}
