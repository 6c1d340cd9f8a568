import { CSV_MARK, csvLines } from '../csv.ts'
import type { ImportProblem, ImportStore } from './deps.ts'

const HEADER = ['Line', 'Column', 'Value', 'Reason', 'Row rejected']

/** The problems of an import as a CSV that a spreadsheet opens. */
export async function* problemsCsv(store: ImportStore, id: string): AsyncGenerator<string> {
  yield CSV_MARK + csvLines([HEADER])
  for await (const page of store.problems(id)) yield csvLines(page.map(cells))
}

const cells = (p: ImportProblem): (string | number)[] => [
  p.line,
  p.column,
  p.value,
  p.reason,
  p.rejected ? 'yes' : 'no',
]
