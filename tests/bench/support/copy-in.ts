import type pg from 'pg'

/** Of pg's connection: what COPY needs and its types do not name. */
interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** COPY … FROM STDIN of rows that lie ready as text; resolves when it is committed. */
export function copyIn(client: pg.Client, statement: string, rows: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    const query = {
      submit: (wire: Wire) => wire.query(statement),
      handleCopyInResponse(wire: Wire) {
        wire.sendCopyFromChunk(rows)
        wire.endCopyFrom()
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => done(),
      handleError: failed,
    }
    client.query(query as unknown as pg.Submittable)
  })
}

/** A row of COPY's text format. */
export const copyRow = (cells: readonly string[]): string =>
  `${cells.map((c) => c.replace(/[\\\n\r\t]/g, (special) => ESCAPES[special]!)).join('\t')}\n`

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
