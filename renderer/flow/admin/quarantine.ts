import {
  type QuarantineDecided,
  type Quarantined,
  quarantineDecided,
  quarantinePage,
} from '../../../shared/api/devices.ts'
import type { Desk } from '../desk.ts'

export function loadQuarantine(
  desk: Desk,
  state: Quarantined['state'],
  cursor: string | null,
  signal?: AbortSignal,
) {
  const query = new URLSearchParams({ state, ...(cursor === null ? {} : { cursor }) })
  return desk.api.request({ method: 'GET', path: `quarantine?${query}`, schema: quarantinePage, signal })
}

/** The first decision on an event stands. */
export const decideQuarantine = (
  desk: Desk,
  ids: readonly string[],
  action: 'release' | 'discard',
): Promise<QuarantineDecided> =>
  desk.api.request({
    method: 'POST',
    path: 'quarantine/decide',
    schema: quarantineDecided,
    body: { ids, action },
  })
