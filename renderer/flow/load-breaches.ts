import { type BreachesPage, breachesPage } from '../../shared/api/qualification.ts'
import type { Desk } from './desk.ts'

/** Calls that were made although the rules forbade them, the latest first, a page at a time. @param cursor null: the first page */
export const loadBreaches = (
  desk: Desk,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<BreachesPage> =>
  desk.api.request({
    method: 'GET',
    path: cursor === null ? 'breaches' : `breaches?${new URLSearchParams({ cursor })}`,
    schema: breachesPage,
    signal,
  })
