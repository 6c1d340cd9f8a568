import type { TFunction } from 'i18next'
import { useMemo, useSyncExternalStore } from 'react'
import type { LeadRow } from '../../../db/views.ts'
import { filterOf } from '../../../flow/queue-filter.ts'
import { type SavedFilter, UNNAMED, USUAL } from '../../../flow/saved-filters.ts'
import { useParts } from '../../context.tsx'

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
  return useMemo(() => {
    if (!filter) return mine
    const fits = filterOf(filter, now)
    // The open lead stays listed where it was, also once an answer has taken it out of the filter.
    return mine.filter((r) => r.id === leadId || fits(r))
  }, [mine, filter, leadId, now])
}

/** What a filter is called. */
export function filterName({ id, name }: SavedFilter, t: TFunction): string {
  const usual = USUAL.find((u) => u === id)
  if (name !== '') return name
  return usual ? t(`queue.filter.${usual}`) : id === UNNAMED ? t('filters.unnamed') : id
}
