import Papa from 'papaparse'
import type { ImportProblem, ImportStore } from './deps.ts'

const HEADER = ['Line', 'Column', 'Value', 'Reason', 'Row rejected']

/** The problems of an import as a CSV that a spreadsheet opens; no cell of it can become a formula. */
export async function* problemsCsv(store: ImportStore, id: string): AsyncGenerator<string> {
  yield `\ufeff${lines([HEADER])}`
  for await (const page of store.problems(id)) yield lines(page.map(cells))
}

const cells = (p: ImportProblem): string[] => [
  String(p.line),
  p.column,
  p.value,
  p.reason,
  p.rejected ? 'yes' : 'no',
]

const lines = (rows: string[][]): string =>
  `${Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' })}\r\n`
