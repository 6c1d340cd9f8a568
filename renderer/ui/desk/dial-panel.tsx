import { IconPhone } from '@tabler/icons-react'
import type { NumberState } from '../../flow/numbers.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useT } from '../context.tsx'
import { opensText } from '../format/contact-text.ts'
import { readable } from '../format/dial.ts'
import { Key } from '../parts/key.tsx'
import css from './calling.module.css'
import desk from './desk.module.css'

interface Props {
  numbers: readonly NumberState[]
  now: number
}

/** The lead's numbers, each with its button and whether it may be dialed; the one to dial first stands large. */
export function DialPanel({ numbers, now }: Props) {
  const t = useT()
  const actions = useActions()
  const [first, ...others] = numbers
  const dial = actions.get('dial')
  return (
    <div className={desk.dial}>
      <span className={desk.phone}>{first ? readable(first.number) : t('lead.noPhone')}</span>
      <div className={css.dialLine}>
        {first && !first.open && (
          <span className={css.opens} data-tone={first.opensAt === null ? 'never' : 'later'} id="dial-why">
            {opensText(first, now, t)}
          </span>
        )}
        <button
          type="button"
          className={desk.big}
          disabled={!dial?.enabled}
          aria-describedby={first && !first.open ? 'dial-why' : undefined}
          onClick={() => void dial?.run()}
        >
          <IconPhone size={15} aria-hidden="true" />
          {t('action.dial')} <Key chord="d" />
        </button>
      </div>
      {others.map((n, i) => {
        const action = actions.get(`dial.${i + 2}`)
        return (
          <div key={n.number} className={css.otherNumber}>
            <span className={css.opens} data-tone={n.opensAt === null ? 'never' : 'later'}>
              {opensText(n, now, t)}
            </span>
            <button
              type="button"
              className={css.small}
              disabled={!action?.enabled}
              onClick={() => void action?.run()}
            >
              {t('contact.dialThis', { number: readable(n.number) })}{' '}
              {action?.keys[0] && <Key chord={action.keys[0]} />}
            </button>
          </div>
        )
      })}
    </div>
  )
}
