import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { SavedFilter } from '../../../flow/saved-filters.ts'
import { useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { Key } from '../../parts/key.tsx'
import css from './filters.module.css'
import { filterName } from './use-filters.ts'

interface Props {
  filters: readonly SavedFilter[]
  /** Null: not counted yet. */
  counts: readonly number[] | null
  total: number
  onShow(id: string | null): void
  onRemove(id: string): void
}

/** The filters there are, each on its digit; 0 shows all leads. */
export function FilterLines({ filters, counts, total, onShow, onRemove }: Props) {
  const t = useT()
  return (
    <div className={css.lines}>
      <Button
        justify="flex-start"
        leftSection={<Key chord="0" />}
        rightSection={count(total)}
        classNames={{ label: css.name }}
        data-autofocus
        onClick={() => onShow(null)}
      >
        {t('filters.all')}
      </Button>
      {filters.map((f, i) => (
        <div key={f.id} className={css.line}>
          <Button
            justify="flex-start"
            leftSection={<Key chord={String(i + 1)} />}
            rightSection={counts && count(counts[i] ?? 0)}
            classNames={{ root: css.grow, label: css.name }}
            onClick={() => onShow(f.id)}
          >
            {filterName(f, t)}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('filters.remove', { name: filterName(f, t) })}
            onClick={() => onRemove(f.id)}
          >
            <IconX size={15} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
    </div>
  )
}
