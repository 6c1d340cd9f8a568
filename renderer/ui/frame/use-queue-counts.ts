import { useCallback, useState } from 'react'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { KeptCounts } from '../../flow/lists/kept-counts.ts'
import { callbacksToday, PAST_DUE } from '../../flow/queue-filter.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { useSteps } from '../parts/use-steps.ts'

/** '2,000 leads · 3 callbacks today · 41 past due'; who has no number cannot be called, late or not. @param now epoch milliseconds */
export function useQueueCounts(mine: List<LeadRow>, now: number): string {
  const t = useT()
  const [kept] = useState(() => new KeptCounts([callbacksToday(), PAST_DUE]))
  const counts = useSteps(useCallback(() => kept.of(mine, new Date(now).toISOString()), [kept, mine, now]))
  if (counts === null) return ''
  const [callbacks, late] = counts
  return [
    t('count.leads', { count: mine.length, n: count(mine.length) }),
    t('count.callbacks', { count: callbacks }),
    t('count.pastDue', { n: count(late ?? 0) }),
  ].join(' · ')
}
