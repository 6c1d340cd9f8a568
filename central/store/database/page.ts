import type { SyncResponse } from '../../../shared/sync/protocol.ts'

/** Leads, at most. */
export const PAGE = 1000
export const NO_CHANGES: Changes = {
  leads: [],
  removed: [],
  policies: [],
  people: [],
  teams: [],
  campaigns: [],
  suppressionLists: [],
  suppressions: [],
}

/** `leads`: the JSON of each, as it goes over the wire: states are passed on as they are stored, and never read. */
type Changes = Omit<SyncResponse['changes'], 'leads'> & { leads: string[] }
export type Page = Pick<SyncResponse, 'more' | 'epoch'> & {
  changes: Changes
  cursor: number
  began?: number | undefined
}
