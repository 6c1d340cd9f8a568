import { IconHistory } from '@tabler/icons-react'
import { useT } from '../context.tsx'
import css from './identity.module.css'

interface Props {
  /** Id of the element that names the field. */
  describedBy: string
  versions: number
  onOpen(): void
}

/** Beside a value: opens where it came from, and says how many the field has had. */
export function OriginMark({ describedBy, versions, onOpen }: Props) {
  const t = useT()
  const name = t('origin.show', { count: versions })
  return (
    <button
      type="button"
      className={css.mark}
      aria-label={name}
      aria-describedby={describedBy}
      title={name}
      data-origin
      onClick={onOpen}
    >
      <IconHistory size={13} stroke={1.6} aria-hidden="true" />
      {versions > 1 && versions}
    </button>
  )
}
