import { IconPhone, IconPhoneOff } from '@tabler/icons-react'
import type { NumberState } from '../../flow/numbers.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { Key } from '../parts/key.tsx'
import css from './calling.module.css'
import desk from './desk.module.css'

/** The lead's numbers, each with its button and whether it may be dialed; the one to dial first stands large. */
export function DialPanel({ numbers }: { numbers: readonly NumberState[] }) {
  const t = useT()
  const actions = useActions()
  const [first, ...others] = numbers
  const dial = actions.get('dial')
  const Icon = first?.open === false ? IconPhoneOff : IconPhone
  return (
    <div className={desk.dial}>
      <span className={desk.phone}>{first ? readable(first.number) : t('lead.noPhone')}</span>
      <button
        type="button"
        className={desk.big}
        disabled={!dial?.enabled}
        title={dial?.because}
        onClick={() => void dial?.run()}
      >
        <Icon size={15} aria-hidden="true" />
        {t('action.dial')} <Key chord="d" />
      </button>
      {others.map((n, i) => {
        const action = actions.get(`dial.${i + 2}`)
        return (
          <button
            key={n.number}
            type="button"
            className={css.small}
            disabled={!action?.enabled}
            title={action?.because}
            onClick={() => void action?.run()}
          >
            {t('contact.dialThis', { number: readable(n.number) })}{' '}
            {action?.keys[0] && <Key chord={action.keys[0]} />}
          </button>
        )
      })}
    </div>
  )
}
