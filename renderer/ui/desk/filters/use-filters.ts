import type { TFunction } from 'i18next'
import { useCallback, useSyncExternalStore } from 'react'
import type { LeadRow } from '../../../db/views.ts'
import { countEach, pick } from '../../../flow/lists/pick.ts'
import { finished } from '../../../flow/lists/steps.ts'
import { filterOf, type QueueFilter } from '../../../flow/queue-filter.ts'
import { type SavedFilter, UNNAMED, USUAL } from '../../../flow/saved-filters.ts'
import { useParts } from '../../context.tsx'
import { useSteps } from '../../parts/use-steps.ts'

/** The person's filters; the same array until one changes. */
export function useFilters(): readonly SavedFilter[] {
  const { filters } = useParts()
  return useSyncExternalStore(filters.subscribe, filters.all)
}

/** The queue as the filter of that id lets it through; all of it without one. */
export function useFiltered(
  mine: readonly LeadRow[],
  id: string | null,
  leadId: string | null,
  now: number,
): readonly LeadRow[] {
  const filters = useFilters()
  const filter = filters.find((f) => f.id === id)?.filter
  const open = filter ? leadId : null
  const at = filter ? now : 0
  const left = useSteps(
    useCallback(() => {
      if (!filter) return finished(mine)
      const fits = filterOf(filter, at)
      // The open lead stays listed where it was, also once an answer has taken it out of the filter.
      return pick(mine, (r) => r.id === open || fits(r))
    }, [mine, filter, open, at]),
  )
  return left ?? mine
}

/** How many leads each filter lets through; null: not counted yet. @param filters keep them stable */
export function useFilterCounts(
  mine: readonly LeadRow[],
  filters: readonly { filter: QueueFilter }[],
  now: number,
): readonly number[] | null {
  return useSteps(
    useCallback(() => {
      const tests = filters.map((f) => filterOf(f.filter, now))
      return countEach(mine, tests)
    }, [mine, filters, now]),
  )
}

/** What a filter is called. */
export function filterName({ id, name }: SavedFilter, t: TFunction): string {
  const usual = USUAL.find((u) => u === id)
  if (name !== '') return name
  return usual ? t(`queue.filter.${usual}`) : id === UNNAMED ? t('filters.unnamed') : id
}
