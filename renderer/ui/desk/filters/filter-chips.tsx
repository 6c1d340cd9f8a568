import { IconFilter } from '@tabler/icons-react'
import { memo } from 'react'
import type { List } from '../../../db/memory/list.ts'
import type { LeadRow } from '../../../db/views.ts'
import { useActions } from '../../actions/use-actions.tsx'
import { useParts, useScreen, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { ROUTE_TONE, type Tone } from '../../parts/chip.tsx'
import parts from '../../parts/parts.module.css'
import css from '../desk.module.css'
import { filterName, useFilterCounts, useFilters } from './use-filters.ts'

/** The person's filters with how many leads each has; pressed again, a filter is off. */
export const FilterChips = memo(function FilterChips({ mine, now }: { mine: List<LeadRow>; now: number }) {
  const t = useT()
  const { screen } = useParts()
  const chosen = useScreen((s) => s.filter)
  const filters = useFilters()
  const edit = useActions().get('filters')
  const counts = useFilterCounts(mine, filters, now)
  return (
    <div className={css.filters}>
      <div className={css.kept}>
        {filters.map((f, i) => {
          const [route, ...others] = f.filter.routes
          const tone: Tone = route && others.length === 0 ? ROUTE_TONE[route] : 'outline'
          return (
            <button
              key={f.id}
              type="button"
              className={parts.chip}
              data-tone={tone}
              aria-pressed={chosen === f.id}
              onClick={() => screen.setState({ filter: chosen === f.id ? null : f.id })}
            >
              {filterName(f, t)} <span className={css.counted}>{counts && count(counts[i] ?? 0)}</span>
            </button>
          )
        })}
      </div>
      <button
        type="button"
        className={parts.chip}
        data-tone="outline"
        aria-label={edit?.label}
        title={`${edit?.label} (${edit?.keys[0]?.toUpperCase()})`}
        onClick={() => void edit?.run()}
      >
        <IconFilter size={13} aria-hidden="true" />
      </button>
    </div>
  )
})
