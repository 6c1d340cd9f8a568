/** What the person can put right in a file: names the file, and the line and column where there are any. */
export class BadInput extends Error {
  constructor(file: string, what: string, at: { line?: number; column?: string } = {}) {
    const line = at.line === undefined ? '' : `, line ${at.line}`
    const column = at.column === undefined ? '' : `, column '${at.column}'`
    super(`${file}${line}${column}: ${what}`)
  }
}
