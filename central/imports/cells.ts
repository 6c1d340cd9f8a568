import Papa from 'papaparse'

/** The cells of one record. `damage`: its quotation marks do not add up; the cells are what could be made of them. */
export function cellsOf(record: string, delimiter: string): { cells: string[]; damage?: string } {
  // The record's own line breaks are inside quotation marks; a line break that no text contains keeps it in one piece.
  const { data, errors } = Papa.parse<string[]>(record, {
    delimiter,
    newline: record.includes('\r\n') ? '\r\n' : '\n',
  })
  const cells = data.length === 1 ? (data[0] ?? []) : data.flat()
  return errors.some((error) => error.type === 'Quotes')
    ? { cells, damage: 'a quotation mark in this line is never closed, or closes in the middle of a value' }
    : { cells }
}
