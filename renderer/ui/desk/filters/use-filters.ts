import type { TFunction } from 'i18next'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { LeadRow } from '../../../db/views.ts'
import { KeptCounts } from '../../../flow/lists/kept-counts.ts'
import { KeptFilter } from '../../../flow/lists/kept-filter.ts'
import { finished } from '../../../flow/lists/steps.ts'
import { filterOf, type QueueFilter } from '../../../flow/queue-filter.ts'
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
  mine: readonly LeadRow[],
  id: string | null,
  leadId: string | null,
  now: number,
): readonly LeadRow[] {
  const { reader } = useDesk()
  const filters = useFilters()
  const filter = filters.find((f) => f.id === id)?.filter
  const open = filter ? leadId : null
  const at = filter ? now : 0
  const kept = useMemo(() => filter && new KeptFilter(filterOf(filter, at)), [filter, at])
  const left = useSteps(
    // The open lead stays listed where it was, also once an answer has taken it out of the filter.
    useCallback(
      () => (kept ? kept.steps(mine, open === null ? -1 : placeOf(reader.row(open), mine)) : finished(mine)),
      [kept, mine, open, reader],
    ),
  )
  return left ?? mine
}

/** It may have changed since the list was made. */
function placeOf(row: LeadRow | undefined, rows: readonly LeadRow[]): number {
  if (!row) return -1
  const place = rows.indexOf(row)
  return place >= 0 ? place : rows.findIndex((r) => r.id === row.id)
}

/** How many leads each filter lets through; null: not counted yet. @param filters keep them stable */
export function useFilterCounts(
  mine: readonly LeadRow[],
  filters: readonly { filter: QueueFilter }[],
  now: number,
): readonly number[] | null {
  const counts = useMemo(() => new KeptCounts(filters.map((f) => filterOf(f.filter, now))), [filters, now])
  return useSteps(useCallback(() => counts.of(mine), [counts, mine]))
}

/** What a filter is called. */
export function filterName({ id, name }: SavedFilter, t: TFunction): string {
  const usual = USUAL.find((u) => u === id)
  if (name !== '') return name
  return usual ? t(`queue.filter.${usual}`) : id === UNNAMED ? t('filters.unnamed') : id
}
