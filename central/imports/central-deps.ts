import { CompiledQuery } from 'kysely'
import { campaignToImportTo } from '../store/find-campaign.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { ownFieldsFor } from '../store/own-fields.ts'
import { checkImport } from './check.ts'
import type { ImportDeps } from './deps.ts'
import { importRecordOf, listImports } from './import-records.ts'
import { ingestCaptures } from './ingest-captures.ts'
import { importStore } from './store.ts'
import { beginUndo } from './undo.ts'

/** What imports need, from what central has. */
export function importDepsOf(central: IngestDeps & { now(): number }): ImportDeps {
  return {
    ingestCaptures: ingestCaptures(central),
    campaignFor: (viewer, named, fileName) => campaignToImportTo(central.db, viewer, named, fileName),
    ownFields: (viewer, named) => ownFieldsFor(central, viewer, named),
    store: importStore(async (text, values) => {
      const result = await central.db.executeQuery<Record<string, unknown>>(
        CompiledQuery.raw(text, [...values]),
      )
      return result.rows
    }),
    check: (viewer, source, options) => checkImport(central, viewer, source, options),
    sees: async (viewer, id) => (await importRecordOf(central.db, viewer, id, central.now())) !== null,
    list: (viewer) => listImports(central.db, viewer, central.now()),
    record: (viewer, id) => importRecordOf(central.db, viewer, id, central.now()),
    undo: (id, by, reason) => beginUndo(central, id, by, reason),
    now: central.now,
  }
}
