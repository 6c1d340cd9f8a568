import type { TFunction } from 'i18next'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { List } from '../../../db/memory/list.ts'
import type { LeadRow } from '../../../db/views.ts'
import { KeptCounts } from '../../../flow/lists/kept-counts.ts'
import { KeptFilter } from '../../../flow/lists/kept-filter.ts'
import { KeptPlace } from '../../../flow/lists/kept-place.ts'
import { finished } from '../../../flow/lists/steps.ts'
import { lookOf, type QueueFilter } from '../../../flow/queue-filter.ts'
import { type SavedFilter, UNNAMED, USUAL } from '../../../flow/saved-filters.ts'
import { useDesk, useParts } from '../../context.tsx'
import { useSteps } from '../../parts/use-steps.ts'

/** The person's filters; the same array until one changes. */
export function useFilters(): readonly SavedFilter[] {
  const { filters } = useParts()
  return useSyncExternalStore(filters.subscribe, filters.all)
}

/** The queue as the filter of that id lets it through; all of it without one. */
export function useFiltered(
  mine: List<LeadRow>,
  id: string | null,
  leadId: string | null,
  now: number,
): List<LeadRow> {
  const { reader } = useDesk()
  const filters = useFilters()
  const filter = filters.find((f) => f.id === id)?.filter
  const [place] = useState(() => new KeptPlace<LeadRow>())
  const open = filter && leadId !== null ? reader.row(leadId) : undefined
  const at = filter ? new Date(now).toISOString() : ''
  const kept = useMemo(() => filter && new KeptFilter(lookOf(filter)), [filter])
  const left = useSteps(
    // The open lead stays listed where it was, also once an answer has taken it out of the filter.
    useCallback(
      () => (kept ? kept.steps(mine, at, place.of(mine, open)) : finished(mine)),
      [kept, mine, at, open, place],
    ),
  )
  return left ?? mine
}

/** How many leads each filter lets through; null: not counted yet. @param filters keep them stable */
export function useFilterCounts(
  mine: List<LeadRow>,
  filters: readonly { filter: QueueFilter }[],
  now: number,
): readonly number[] | null {
  const counts = useMemo(() => new KeptCounts(filters.map((f) => lookOf(f.filter))), [filters])
  return useSteps(useCallback(() => counts.of(mine, new Date(now).toISOString()), [counts, mine, now]))
}

/** What a filter is called. */
export function filterName({ id, name }: SavedFilter, t: TFunction): string {
  const usual = USUAL.find((u) => u === id)
  if (name !== '') return name
  return usual ? t(`queue.filter.${usual}`) : id === UNNAMED ? t('filters.unnamed') : id
}
