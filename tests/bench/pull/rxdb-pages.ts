import { gzipSync } from 'node:zlib'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { Extra } from '../support/stand-in.ts'

const BATCH = 1000

/** What RxDB's replication asks for: the leads as its documents, a thousand at a time, made beforehand; and its page. */
export function rxdbPages(leads: readonly LeadSnapshot[], script: string): Extra {
  const pages: Extra = {
    '/rxdb.html': { type: 'text/html', body: '<!doctype html><script src="/rxdb.js"></script>' },
    '/rxdb.js': { type: 'text/javascript', body: script },
  }
  for (let at = 0; at * BATCH <= leads.length; at += 1) {
    const documents = leads.slice(at * BATCH, (at + 1) * BATCH).map((s) => ({
      id: s.lead.id,
      owner: s.owner ?? '',
      due: s.assignedAt,
      name: String(s.lead.fields.lastName?.[0]?.value ?? ''),
      lead: s,
      _deleted: false,
    }))
    pages[`/rxdb/${at}`] = {
      type: 'application/json',
      body: gzipSync(JSON.stringify(documents), { level: 1 }),
      gzip: true,
    }
  }
  return pages
}
