import { Button } from '@mantine/core'
import { dropDrafts, openAdmin } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import css from './admin.module.css'
import { formOf, placeOf } from './use-draft.ts'

/** One may be there already, further up or down: the form that was edited takes the focus, where there are several the one of that name. */
function goInto(key: string): void {
  const form =
    document.querySelector(`[data-form="${formOf(key)}"]`) ?? document.querySelector(`.${css.side} form`)
  form?.querySelector<HTMLElement>('input, select, textarea')?.focus()
}

/** What was entered and is not saved, with the way there; only who says so drops it. */
export function NotSaved() {
  const t = useT()
  const { screen } = useParts()
  const drafts = useScreen((s) => s.drafts)
  const all = Object.entries(drafts)
  if (all.length === 0) return null
  const drop = (key: string) => {
    dropDrafts(screen, key)
    screen.setState({ said: t('admin.discarded') })
  }
  return (
    <ul className={css.notSaved} aria-label={t('admin.notSaved')}>
      <li aria-hidden="true">{t('admin.notSaved')}:</li>
      {all.map(([key, { name }]) => {
        const { tab, open } = placeOf(key)
        return (
          <li key={key}>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                openAdmin(screen, tab, open)
                setTimeout(() => goInto(key))
              }}
            >
              {name}
            </Button>
            <Button size="compact-xs" aria-label={t('admin.discardOf', { name })} onClick={() => drop(key)}>
              {t('admin.discard')}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
