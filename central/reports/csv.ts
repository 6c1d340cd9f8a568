import { CSV_MARK, csvLines } from '../csv.ts'

export interface CsvTable {
  header: string[]
  rows: (string | number)[][]
}

/** The tables of a report by their names, each a file of its own. */
export type CsvTables<R> = Record<string, (report: R) => CsvTable>

/** A table as a CSV that a spreadsheet opens. */
export function csvOf({ header, rows }: CsvTable): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? rounded(cell) : cell)))
  return CSV_MARK + csvLines([header, ...cells])
}

/** Shares and seconds without what counting in binary adds. */
const rounded = (n: number): number => Number(n.toFixed(4))
