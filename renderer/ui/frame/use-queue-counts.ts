import { useCallback, useMemo } from 'react'
import { isPastDue } from '../../../shared/policy/work.ts'
import type { LeadRow } from '../../db/views.ts'
import { KeptCounts } from '../../flow/lists/kept-counts.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { useSteps } from '../parts/use-steps.ts'

/** '2,000 leads · 3 callbacks today · 41 past due'; who has no number cannot be called, late or not. @param now epoch milliseconds */
export function useQueueCounts(mine: readonly LeadRow[], now: number): string {
  const t = useT()
  const kept = useMemo(() => {
    const at = new Date(now).toISOString()
    const midnight = new Date(new Date(now).setHours(24, 0, 0, 0)).toISOString()
    return new KeptCounts<LeadRow>([
      (r) => r.work.do === 'callback' && r.work.due < midnight,
      (r) => r.phone !== '' && isPastDue(r.work, at),
    ])
  }, [now])
  const counts = useSteps(useCallback(() => kept.of(mine), [kept, mine]))
  if (counts === null) return ''
  const [callbacks, late] = counts
  return [
    t('count.leads', { count: mine.length, n: count(mine.length) }),
    t('count.callbacks', { count: callbacks }),
    t('count.pastDue', { n: count(late ?? 0) }),
  ].join(' · ')
}
