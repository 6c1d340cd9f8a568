import { Button } from '@mantine/core'
import { useParts, useScreen, useT } from '../context.tsx'
import css from './frame.module.css'

/** What was typed for a lead that was taken away meanwhile: it stays in sight, to be copied, until it is dismissed. */
export function Unsaved() {
  const t = useT()
  const { screen } = useParts()
  const unsaved = useScreen((s) => s.unsaved)
  if (!unsaved) return null
  return (
    <div className={css.unsaved} role="alert">
      <b>{t('moved.unsaved', { lead: unsaved.lead })}</b>
      <blockquote>{unsaved.text}</blockquote>
      <div>
        <Button size="compact-sm" onClick={() => void navigator.clipboard.writeText(unsaved.text)}>
          {t('moved.copy')}
        </Button>{' '}
        <Button size="compact-sm" onClick={() => screen.setState({ unsaved: null })}>
          {t('frame.dismiss')}
        </Button>
      </div>
    </div>
  )
}
