import type { ScriptPart } from '../../../../shared/policy/script.ts'
import { useT } from '../../context.tsx'
import css from './script.module.css'

/** What is to be said, with the lead's data; what is not known is a blank with a name. */
export function Spoken({ parts }: { parts: readonly ScriptPart[] }) {
  const t = useT()
  return (
    <p className={css.spoken}>
      {parts.map((part, i) => {
        if ('text' in part) return part.text
        if (part.value !== null)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their places
            <b key={i}>{part.value}</b>
          )
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their places
          <span key={i} className={css.blank} title={t('script.unknown', { what: part.label })}>
            {part.label.toLowerCase()}?
          </span>
        )
      })}
    </p>
  )
}

/** The same as plain text. */
export const spokenText = (parts: readonly ScriptPart[]): string =>
  parts.map((p) => ('text' in p ? p.text : (p.value ?? `[${p.label.toLowerCase()}]`))).join('')
