import type { LeadRow } from '../../db/views.ts'
import type { QueueFilter } from '../../state/screen.ts'

/** Which leads a filter of the queue lets through. */
export const FILTERS: Record<QueueFilter, (row: LeadRow) => boolean> = {
  needInfo: (r) => r.route === 'needInfo',
  high: (r) => r.route === 'high',
  callbacks: (r) => r.work.do === 'callback',
}
