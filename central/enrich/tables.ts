import type { JSONColumnType } from 'kysely'
import type { EnricherInput, Enrichment } from '../../shared/api/enrichers.ts'

/** As stored: its headers are known. */
export type EnricherSettings = EnricherInput & Required<Pick<EnricherInput, 'headers'>>

export interface EnricherTables {
  enrichers: { id: string; settings: JSONColumnType<EnricherSettings> }
  enrichments: {
    lead: string
    enricher: string
    asked: string
    state: Exclude<Enrichment['state'], 'notAsked'>
    error: string | null
    at: string
  }
}
