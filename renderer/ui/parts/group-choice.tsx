import { NativeSelect } from '@mantine/core'
import { useT } from '../context.tsx'
import parts from './parts.module.css'
import type { Grouping } from './row-groups.ts'

interface Props<T> {
  groupings: readonly Grouping<T>[]
  chosen: Grouping<T> | null
  onChoose(id: string): void
  allFolded: boolean
  onFoldAll(fold: boolean): void
}

/** What rows are grouped by; all groups are folded and unfolded here, too. */
export function GroupChoice<T>({ groupings, chosen, onChoose, allFolded, onFoldAll }: Props<T>) {
  const t = useT()
  return (
    <>
      {chosen && (
        <button type="button" className={parts.smallButton} onClick={() => onFoldAll(!allFolded)}>
          {allFolded ? t('team.unfoldAll') : t('team.foldAll')}
        </button>
      )}
      <NativeSelect
        aria-label={t('team.groupBy')}
        value={chosen?.id ?? ''}
        onChange={(e) => onChoose(e.currentTarget.value)}
        data={[
          { value: '', label: t('team.notGrouped') },
          ...groupings.map(({ id, label }) => ({ value: id, label })),
        ]}
      />
    </>
  )
}
