import Papa from 'papaparse'

export interface CsvTable {
  header: string[]
  rows: (string | number)[][]
}

/** The tables of a report by their names, each a file of its own. */
export type CsvTables<R> = Record<string, (report: R) => CsvTable>

/** A table as a CSV that a spreadsheet opens; no cell of it can become a formula. */
export function csvOf({ header, rows }: CsvTable): string {
  const lines = Papa.unparse([header, ...rows], { escapeFormulae: true, newline: '\r\n' })
  return `\ufeff${lines}\r\n`
}
