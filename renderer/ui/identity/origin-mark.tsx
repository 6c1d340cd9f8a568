import { IconHistory } from '@tabler/icons-react'
import { useT } from '../context.tsx'
import css from './identity.module.css'

/** Beside a value: opens where it came from, and says how many it has had. */
export function OriginMark({ label, versions, onOpen }: { label: string; versions: number; onOpen(): void }) {
  const t = useT()
  const name = t('origin.show', { field: label, count: versions })
  return (
    <button type="button" className={css.mark} aria-label={name} title={name} data-origin onClick={onOpen}>
      <IconHistory size={13} stroke={1.6} aria-hidden="true" />
      {versions > 1 && versions}
    </button>
  )
}
