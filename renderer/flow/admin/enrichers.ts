import {
  type EnricherInput,
  type EnricherShown,
  type Enrichment,
  enricher,
  enrichersResponse,
  enrichment,
} from '../../../shared/api/enrichers.ts'
import type { Desk } from '../desk.ts'

const at = (id: string) => `enrichers/${encodeURIComponent(id)}`

export const loadEnrichers = async (desk: Desk, signal?: AbortSignal): Promise<EnricherShown[]> =>
  (await desk.api.request({ method: 'GET', path: 'enrichers', schema: enrichersResponse, signal })).enrichers

/** Headers left out stay as they are. */
export const saveEnricher = (desk: Desk, id: string, body: EnricherInput): Promise<EnricherShown> =>
  desk.api.request({ method: 'PUT', path: at(id), schema: enricher, body })

export const deleteEnricher = (desk: Desk, id: string): Promise<unknown> =>
  desk.api.request({ method: 'DELETE', path: at(id) })

/** What the service says of a lead now; nothing is stored. It may take its whole time limit. */
export const testEnricher = (desk: Desk, id: string, lead: string): Promise<Enrichment> =>
  desk.api.request({
    method: 'POST',
    path: `${at(id)}/test`,
    schema: enrichment,
    body: { lead },
    timeout: 40_000,
  })
