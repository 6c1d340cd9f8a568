import type { ImportPreview } from '../../shared/api/api.ts'
import type { Field } from '../../shared/lead/catalog.ts'
import type { ColumnMap } from '../../shared/lead/intake/headers.ts'
import { isBlank } from '../../shared/lead/intake/text.ts'
import { counting } from './counted.ts'
import { columnsOf, openTable } from './table.ts'

const SAMPLES = 5

/** What central makes of the head of a file; `rows` counts those read, at most about a thousand. Throws NoTable. */
export async function previewOf(
  source: AsyncIterable<Uint8Array>,
  map: ColumnMap,
  own: readonly Field[],
): Promise<ImportPreview> {
  const counted = counting(source)
  try {
    const table = await openTable(counted.chunks, map, own)
    const columns = columnsOf(table, map, own)
    return {
      encoding: table.encoding(),
      delimiter: table.delimiter,
      columns: columns.map((column, i) => ({ ...column, samples: samplesOf(table.head, i) })),
      rows: table.head.length,
    }
  } finally {
    // What is left unread of a request would stand before the next one on the same connection, for ever.
    await counted.drain()
  }
}

function samplesOf(rows: readonly { cells: string[] }[], index: number): string[] {
  const samples = new Set<string>()
  for (const { cells } of rows) {
    const cell = cells[index] ?? ''
    if (!isBlank(cell)) samples.add(cell.slice(0, 120))
    if (samples.size === SAMPLES) break
  }
  return [...samples]
}
