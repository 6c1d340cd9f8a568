import {
  type Erased,
  erased,
  erasuresPage,
  type LeadExport,
  leadExport,
} from '../../../shared/api/devices.ts'
import type { Desk } from '../desk.ts'

/** Everything that central holds on the person of a lead. */
export const loadHeld = (desk: Desk, lead: string, signal?: AbortSignal): Promise<LeadExport> =>
  desk.api.request({
    method: 'GET',
    path: `leads/${encodeURIComponent(lead)}/export`,
    schema: leadExport,
    signal,
  })

/** For good. Asked again, it says what was done. */
export const eraseLead = (
  desk: Desk,
  lead: string,
  body: { reason: string; suppress: boolean },
): Promise<Erased> =>
  desk.api.request({ method: 'POST', path: `leads/${encodeURIComponent(lead)}/erase`, schema: erased, body })

/** The record of erasures, the latest first. */
export function loadErasures(desk: Desk, cursor: string | null, signal?: AbortSignal) {
  const query = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`
  return desk.api.request({ method: 'GET', path: `erasures${query}`, schema: erasuresPage, signal })
}
