import type { TFunction } from 'i18next'
import { isPastDue } from '../../../shared/policy/work.ts'
import type { LeadRow } from '../../db/views.ts'
import { count } from '../format/time.ts'

/** '2,000 leads · 3 callbacks today · 41 past due'; who has no number cannot be called, late or not. @param now epoch milliseconds */
export function queueCounts(mine: readonly LeadRow[], now: number, t: TFunction): string {
  const at = new Date(now).toISOString()
  const midnight = new Date(new Date(now).setHours(24, 0, 0, 0)).toISOString()
  const callbacks = mine.filter((r) => r.work.do === 'callback' && r.work.due < midnight).length
  const late = mine.filter((r) => r.phone !== '' && isPastDue(r.work, at)).length
  return [
    t('count.leads', { count: mine.length, n: count(mine.length) }),
    t('count.callbacks', { count: callbacks }),
    t('count.pastDue', { n: count(late) }),
  ].join(' · ')
}
