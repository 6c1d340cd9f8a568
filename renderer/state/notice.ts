import type { SyncStatus } from '../db/views.ts'
import type { ScreenState } from './screen.ts'

/** What only tells what happened: who has read it may dismiss it. The others ask for something. */
const TOLD: readonly NonNullable<SyncStatus['notice']>['kind'][] = ['storage', 'loss']

/** The notice that stands in the top bar; null: none, or it was dismissed and nothing has been added to it. */
export const noticeShown = ({ sync: { notice }, dismissed }: ScreenState): SyncStatus['notice'] =>
  notice && (notice.message !== dismissed || !TOLD.includes(notice.kind)) ? notice : null

/** What of it is dismissed: its message; null where it cannot be. */
export function dismissibleNotice(state: ScreenState): string | null {
  const shown = noticeShown(state)
  return shown && TOLD.includes(shown.kind) ? shown.message : null
}
