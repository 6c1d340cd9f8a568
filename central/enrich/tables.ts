import type { JSONColumnType } from 'kysely'
import type { EnricherInput, Enrichment } from '../../shared/api/enrichers.ts'

export interface EnricherTables {
  enrichers: { id: string; settings: JSONColumnType<EnricherInput> }
  enrichments: {
    lead: string
    enricher: string
    asked: string
    state: Exclude<Enrichment['state'], 'notAsked'>
    error: string | null
    at: string
  }
}
