import { useT } from '../context.tsx'
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
  const actions = [...useActions().values()]
  return (
    <>
      <div className={css.sheet}>
        {ACTION_GROUPS.map((group) => {
          const list = actions.filter((a) => a.group === group && a.keys.length > 0)
          return list.length === 0 ? null : (
            <section key={group} className={css.group}>
              <h3 className={css.title}>{t(`group.${group}`)}</h3>
              {list.map((a) => (
                <div key={a.id} className={css.line}>
                  <span>{a.label}</span>
                  <span className={css.keys}>
                    {a.keys.map((k) => (
                      <kbd key={k}>{spelled(k)}</kbd>
                    ))}
                  </span>
                </div>
              ))}
            </section>
          )
        })}
      </div>
      <p className={css.foot}>{t('keys.foot')}</p>
    </>
  )
}

/** 'Ctrl K', 'J', 'Down': for reading aloud, too. */
const spelled = (chord: string): string =>
  chord
    .split('+')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part.replace('Arrow', '')))
    .join(' ')
