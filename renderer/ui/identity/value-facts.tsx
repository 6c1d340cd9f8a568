import type { Field, FieldValue } from '../../../shared/lead/catalog.ts'
import { emailFacts } from '../../../shared/lead/intake/email.ts'
import { phoneFacts } from '../../../shared/lead/intake/phone.ts'
import { useT } from '../context.tsx'
import { Key } from '../parts/key.tsx'
import css from './identity.module.css'

interface Props {
  field: Field
  value: FieldValue
  /** Takes another value in its place. */
  onTake(value: string): void
}

/** What an address or a number says by itself: its kind, and what was probably meant. */
export function ValueFacts({ field, value, onTake }: Props) {
  if (field.kind === 'email') return <EmailFacts address={String(value)} onTake={onTake} />
  if (field.kind === 'phone') return <PhoneFacts number={String(value)} />
  return null
}

function EmailFacts({ address, onTake }: { address: string; onTake(value: string): void }) {
  const t = useT()
  const { suggestion, disposable, role, freemail } = emailFacts(address)
  if (suggestion) {
    const meant = t('facts.didYouMean', { value: suggestion })
    return (
      <button
        type="button"
        className={css.suggestion}
        data-suggestion
        aria-label={meant}
        title={meant}
        onClick={() => onTake(suggestion)}
      >
        {suggestion.slice(suggestion.lastIndexOf('@') + 1)}? <Key chord="y" />
      </button>
    )
  }
  const kind = disposable ? 'disposable' : role ? 'role' : freemail ? 'freemail' : null
  return (
    kind && (
      <span className={css.facts} data-warns={kind === 'disposable' || undefined}>
        {t(`facts.${kind}`)}
      </span>
    )
  )
}

function PhoneFacts({ number }: { number: string }) {
  const t = useT()
  const { country, type } = phoneFacts(number)
  // North America's numbers do not tell: nothing is said of them but the country.
  const kind = type === 'fixedOrMobile' ? '' : t(`facts.type.${type}`)
  return <span className={css.facts}>{[kind, country].filter(Boolean).join(' · ')}</span>
}
