import { useScreen, useT } from '../context.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ACTION_GROUPS } from './action.ts'
import css from './actions.module.css'
import { useActions } from './use-actions.tsx'

/** ?: every key there is, from the list that the keys themselves come from. */
export function CheatSheet() {
  const t = useT()
  return (
    <Dialog name="keys" title={t('action.keys')} size={1040}>
      <Sheet />
    </Dialog>
  )
}

function Sheet() {
  const t = useT()
  const atQueue = useScreen((s) => s.screen === 'queue')
  // Whatever state its lead is in, the queue's keys are its own; elsewhere those count that do something there.
  const actions = [...useActions().values()].filter((a) => atQueue || a.enabled)
  const inList = atQueue ? [] : LIST_KEYS.filter(({ where }) => document.querySelector(`main ${where}`))
  return (
    <>
      <div className={css.sheet}>
        {ACTION_GROUPS.map((group) => {
          const list = actions.filter((a) => a.group === group && a.keys.length > 0)
          return list.length === 0 ? null : (
            <section key={group} className={css.group}>
              <h3 className={css.title}>{t(`group.${group}`)}</h3>
              {list.map((a) => (
                <Line key={a.id} label={a.label} keys={a.keys} />
              ))}
            </section>
          )
        })}
        {inList.length > 0 && (
          <section className={css.group}>
            <h3 className={css.title}>{t('keys.list')}</h3>
            {inList.map(({ what, keys }) => (
              <Line key={what} label={t(`keys.${what}`)} keys={keys} />
            ))}
          </section>
        )}
      </div>
      <p className={css.foot}>{t('keys.foot')}</p>
    </>
  )
}

const Line = ({ label, keys }: { label: string; keys: readonly string[] }) => (
  <div className={css.line}>
    <span>{label}</span>
    <span className={css.keys}>
      {keys.map((k) => (
        <kbd key={k}>{spelled(k)}</kbd>
      ))}
    </span>
  </div>
)

const LIST = ':is([role="listbox"], [role="tree"])'
const MARKED = `${LIST}[aria-multiselectable="true"]`
/** What a list and tabs know by themselves, while they have the focus. */
const LIST_KEYS = [
  { what: 'move', keys: ['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'], where: LIST },
  { what: 'choose', keys: ['Space'], where: MARKED },
  { what: 'extend', keys: ['Shift+ArrowDown'], where: MARKED },
  { what: 'chooseAll', keys: ['Ctrl+a'], where: MARKED },
  { what: 'chooseNone', keys: ['Esc'], where: MARKED },
  { what: 'open', keys: ['Enter'], where: LIST },
  { what: 'tabs', keys: ['ArrowLeft', 'ArrowRight'], where: '[role="tablist"]' },
] as const

/** 'Ctrl K', 'J', 'Down': for reading aloud, too. */
const spelled = (chord: string): string =>
  chord
    .split('+')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part.replace('Arrow', '')))
    .join(' ')
