import { cellsOf } from './cells.ts'
import { RecordSplitter } from './records.ts'

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** The delimiter under which the first lines fall into the same number of cells, the more the better; null: none cuts anything. */
export function sniffDelimiter(head: string): Delimiter | null {
  const stated = /^\ufeff?sep=([,;\t|])\r?\n/iu.exec(head)
  if (stated) return stated[1] as Delimiter
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: score(head, delimiter) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.delimiter : null
}

/** Cells of the first record, times the share of the other records that have as many. */
function score(head: string, delimiter: Delimiter): number {
  const splitter = new RecordSplitter(delimiter)
  const records = [...splitter.push(head), ...splitter.end()].filter((r) => r.text.trim() !== '').slice(0, 50)
  const counts = records.map((record) => cellsOf(record.text, delimiter).cells.length)
  const [columns = 1, ...others] = counts
  if (columns < 2) return 0
  const alike = others.filter((count) => count === columns).length
  return columns * (others.length === 0 ? 1 : 0.2 + alike / others.length)
}
