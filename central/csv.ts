import Papa from 'papaparse'

/** Says to spreadsheets that the file is UTF-8. */
export const CSV_MARK = '\ufeff'

/**
 * A text that a spreadsheet would compute, behind blanks and in its wide forms, too. Of a plus and digits alone (a phone number) it
 * computes nothing: it stays as it is.
 */
const FORMULA = /^(?!\+\d[\d ]*$)\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

/** Lines of a CSV for people: the only way one leaves Leadwright. No cell of it can become a formula: an apostrophe stands before it. */
export const csvLines = (rows: readonly (readonly (string | number)[])[], newline = '\r\n'): string =>
  Papa.unparse(
    rows.map((row) => [...row]),
    { escapeFormulae: FORMULA, newline },
  ) + newline
