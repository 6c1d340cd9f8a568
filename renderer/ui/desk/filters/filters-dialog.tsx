import { type KeyboardEvent, useMemo, useState } from 'react'
import type { List } from '../../../db/memory/list.ts'
import type { LeadRow } from '../../../db/views.ts'
import { ANY, type QueueFilter } from '../../../flow/queue-filter.ts'
import { MOST_FILTERS, UNNAMED } from '../../../flow/saved-filters.ts'
import { isTyping } from '../../actions/action.ts'
import { useDesk, useParts, useScreen, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { FilterForm } from './filter-form.tsx'
import { FilterLines } from './filter-lines.tsx'
import { useFilterCounts, useFilters } from './use-filters.ts'

interface Props {
  mine: List<LeadRow>
  now: number
}

/** F, then a digit, is enough to look at other leads; below, a filter is put together and kept under a name. */
export function FiltersDialog(props: Props) {
  const t = useT()
  return (
    <Dialog name="filters" title={t('filters.title')} size={560}>
      <Filters {...props} />
    </Dialog>
  )
}

function Filters({ mine, now }: Props) {
  const t = useT()
  const { newId } = useDesk()
  const { screen, filters } = useParts()
  const chosen = useScreen((s) => s.filter)
  const all = useFilters()
  const [filter, setFilter] = useState<QueueFilter>(() => all.find((f) => f.id === chosen)?.filter ?? ANY)
  const counts = useFilterCounts(mine, all, now)
  const fitting = useFilterCounts(
    mine,
    useMemo(() => [{ filter }], [filter]),
    now,
  )
  const show = (id: string | null) => screen.setState({ filter: id, dialog: null })
  const onKeyDown = (e: KeyboardEvent) => {
    if (isTyping(e.target) || e.ctrlKey || e.metaKey || e.altKey) return
    const meant = e.key === '0' ? null : all[Number(e.key) - 1]?.id
    if (meant === undefined) return
    e.preventDefault()
    show(meant)
  }
  const put = (id: string, name: string) => {
    filters.put({ id, name, filter })
    show(id)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits choose a filter wherever in the dialog the focus stands
    <div onKeyDown={onKeyDown}>
      <FilterLines
        filters={all}
        counts={counts}
        total={mine.length}
        onShow={show}
        onRemove={(id) => {
          filters.remove(id)
          if (chosen === id) screen.setState({ filter: null })
        }}
      />
      <FilterForm
        filter={filter}
        fitting={t('filters.fitting', { n: fitting ? count(fitting[0] ?? 0) : '…' })}
        full={all.filter((f) => f.id !== UNNAMED).length >= MOST_FILTERS}
        onChange={setFilter}
        onShow={() => put(UNNAMED, '')}
        onSave={(name) => put(newId(), name)}
      />
    </div>
  )
}
