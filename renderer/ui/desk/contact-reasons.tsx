import { IconPhoneOff } from '@tabler/icons-react'
import type { NumberState } from '../../flow/numbers.ts'
import { useT } from '../context.tsx'
import { opensText, reasonText } from '../format/contact-text.ts'
import { readable } from '../format/dial.ts'
import css from './calling.module.css'

/** When a number may be dialed, and why not now: every rule that forbids it, with where it stands. */
export function ContactReasons({ numbers, now }: { numbers: readonly NumberState[]; now: number }) {
  const t = useT()
  const closed = numbers.filter((n) => !n.open)
  if (closed.length === 0) return null
  return (
    <section className={css.reasons} aria-label={t('contact.label')} tabIndex={-1} data-why-not>
      <IconPhoneOff size={15} aria-hidden="true" />
      <ul>
        {closed.map((n) => (
          <li key={n.number}>
            {numbers.length > 1 && `${readable(n.number)}: `}
            <b data-tone={n.opensAt === null ? 'never' : 'later'}>{opensText(n, now, t)}.</b>{' '}
            {n.reasons.map((r) => `${reasonText(r)}.`).join(' ')}
          </li>
        ))}
      </ul>
    </section>
  )
}
