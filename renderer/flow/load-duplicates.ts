import {
  type DuplicatesPage,
  duplicatesPage,
  type LeadDuplicates,
  leadDuplicates,
} from '../../shared/api/qualification.ts'
import type { Desk } from './desk.ts'

/** Pairs of leads that may be one person, the likeliest first, a page at a time. @param cursor null: the first page */
export const loadDuplicates = (
  desk: Desk,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<DuplicatesPage> =>
  desk.api.request({
    method: 'GET',
    path: cursor === null ? 'duplicates' : `duplicates?${new URLSearchParams({ cursor })}`,
    schema: duplicatesPage,
    signal,
  })

/** Who one lead may also be, among all leads of central. */
export const loadDuplicatesOf = (desk: Desk, id: string, signal?: AbortSignal): Promise<LeadDuplicates> =>
  desk.api.request({ method: 'GET', path: `leads/${id}/duplicates`, schema: leadDuplicates, signal })
