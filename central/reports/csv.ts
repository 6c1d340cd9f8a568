import Papa from 'papaparse'

export interface CsvTable {
  header: string[]
  rows: (string | number)[][]
}

/** The tables of a report by their names, each a file of its own. */
export type CsvTables<R> = Record<string, (report: R) => CsvTable>

/** A table as a CSV that a spreadsheet opens; no cell of it can become a formula. */
export function csvOf({ header, rows }: CsvTable): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? rounded(cell) : cell)))
  const lines = Papa.unparse([header, ...cells], { escapeFormulae: true, newline: '\r\n' })
  return `\ufeff${lines}\r\n`
}

/** Shares and seconds without what counting in binary adds. */
const rounded = (n: number): number => Number(n.toFixed(4))
