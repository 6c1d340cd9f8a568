import { IconPhoneOff } from '@tabler/icons-react'
import type { NumberState } from '../../flow/numbers.ts'
import { useT } from '../context.tsx'
import { reasonText } from '../format/contact-text.ts'
import { readable } from '../format/dial.ts'
import css from './calling.module.css'

/** Why a number may not be dialed now: every rule that forbids it, with where it stands. */
export function ContactReasons({ numbers }: { numbers: readonly NumberState[] }) {
  const t = useT()
  const closed = numbers.filter((n) => !n.open)
  if (closed.length === 0) return null
  const shared = numbers.length === 1
  return (
    <section className={css.reasons} aria-label={t('contact.label')}>
      <IconPhoneOff size={15} aria-hidden="true" />
      <ul>
        {closed.flatMap((n) =>
          n.reasons.map((r) => (
            <li key={`${n.number} ${r.kind} ${r.text}`}>
              {!shared && <b>{readable(n.number)}: </b>}
              {reasonText(r)}
            </li>
          )),
        )}
      </ul>
    </section>
  )
}
