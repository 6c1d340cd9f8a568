import { NativeSelect, Textarea } from '@mantine/core'
import { useRef } from 'react'
import { CATALOG, type Field } from '../../../shared/lead/catalog.ts'
import { ownFieldsOf } from '../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { SCRIPT_WORDS } from '../../../shared/policy/script.ts'
import { useT } from '../context.tsx'
import { useProblems } from './at-place.tsx'
import forms from './forms.module.css'

interface Props {
  label: string
  policy: Policy
  pointer: string
  value: string
  onChange(text: string): void
}

/** A text with values of the lead in it, which are put in where the cursor stands. */
export function ScriptText({ label, policy, pointer, value, onChange }: Props) {
  const t = useT()
  const problemAt = useProblems()
  const box = useRef<HTMLTextAreaElement>(null)
  const fields = [...(CATALOG as readonly Field[]), ...ownFieldsOf(policy)]
  const words = [
    ...Object.entries(SCRIPT_WORDS).map(([id, text]) => ({ value: id, label: text })),
    ...fields.map((f) => ({ value: f.id, label: f.label })),
  ]
  const insert = (name: string) => {
    const at = box.current?.selectionStart ?? value.length
    const to = box.current?.selectionEnd ?? at
    onChange(`${value.slice(0, at)}{{ ${name} }}${value.slice(to)}`)
    box.current?.focus()
  }
  return (
    <div className={forms.scriptText}>
      <Textarea
        ref={box}
        label={label}
        value={value}
        maxLength={4000}
        rows={4}
        error={problemAt(pointer)}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
      <NativeSelect
        className={forms.insert}
        variant="unstyled"
        aria-label={t('policyForm.insertInto', { text: label })}
        value=""
        data={[{ value: '', label: t('policyForm.insert') }, ...words]}
        onChange={(e) => insert(e.currentTarget.value)}
      />
    </div>
  )
}
