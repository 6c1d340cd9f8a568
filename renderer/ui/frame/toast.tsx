import { CloseButton } from '@mantine/core'
import { useT } from '../context.tsx'
import css from './frame.module.css'

/** What went wrong, or what somebody else did; stays until it is dismissed. */
export function Toast({ text, tone, onClose }: { text: string; tone: 'problem' | 'info'; onClose(): void }) {
  const t = useT()
  return (
    <div className={css.toast} data-tone={tone} role={tone === 'problem' ? 'alert' : undefined}>
      {text}
      <CloseButton size="sm" c="inherit" aria-label={t('frame.dismiss')} onClick={onClose} />
    </div>
  )
}
