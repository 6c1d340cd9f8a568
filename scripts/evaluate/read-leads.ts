import Papa from 'papaparse'
import type { FactTable } from '../../shared/policy/fit/table.ts'
import { BadInput } from './bad-input.ts'
import { type Mapping, readText } from './map.ts'

/** The leads of a CSV. */
export interface Leads {
  file: string
  ids: readonly string[]
  facts: FactTable
  /** 1 won, 0 lost, -1 not known. */
  outcome: Int8Array
}

/** Reads a CSV by its mapping. Throws BadInput, with line and column, for the first thing that is wrong. `outcomes`: every row must have one. */
export async function readLeads(file: string, map: Mapping, outcomes: boolean): Promise<Leads> {
  const { records, header, lineOf } = parse(file, await readText(file))
  const indexOf = (column: string) => {
    const at = header.indexOf(column)
    if (at < 0)
      throw new BadInput(file, `there is no such column; there are ${header.join(', ')}`, { column })
    return at
  }
  const id = indexOf(map.id)
  const ids = records.map((r) => r[id]!)
  const seen = new Set<string>()
  for (const [i, value] of ids.entries()) {
    if (value === '') throw new BadInput(file, 'the id is empty', { line: lineOf(i), column: map.id })
    if (seen.has(value))
      throw new BadInput(file, `the id '${value}' is there twice`, { line: lineOf(i), column: map.id })
    seen.add(value)
  }
  const missing = new Set(['', ...map.missing])
  const columns = map.fields.map(({ column, kind, monotone }) => {
    const at = indexOf(column)
    const values = records.map((r, i) => {
      const text = r[at]!.trim()
      if (missing.has(text)) return null
      if (kind === 'choice') return text
      const number = Number(text)
      if (!Number.isFinite(number))
        throw new BadInput(file, `'${text}' is no number`, { line: lineOf(i), column })
      return number
    })
    return { id: column, kind, values, ...(monotone ? { monotone } : {}) }
  })
  return {
    file,
    ids,
    facts: { count: records.length, columns },
    outcome: outcomesOf(file, map, outcomes, records, header, lineOf),
  }
}

function outcomesOf(
  file: string,
  { outcome }: Mapping,
  needed: boolean,
  records: readonly string[][],
  header: readonly string[],
  lineOf: (i: number) => number,
): Int8Array {
  const { column, won, lost } = outcome
  const at = header.indexOf(column)
  if (at < 0 && needed) throw new BadInput(file, 'the outcome column is missing', { column })
  return Int8Array.from(records, (r, i) => {
    const text = at < 0 ? '' : r[at]!.trim()
    if (won.includes(text)) return 1
    if (lost ? lost.includes(text) : text !== '') return 0
    if (text === '' && !needed) return -1
    const known = [...won, ...(lost ?? [])].join(', ')
    throw new BadInput(file, text === '' ? 'the outcome is empty' : `'${text}' is no outcome (${known})`, {
      line: lineOf(i),
      column,
    })
  })
}

function parse(file: string, text: string) {
  const { data, errors } = Papa.parse<string[]>(text)
  // A file of one column has nothing to tell a delimiter by.
  const error = errors.find((e) => e.code !== 'UndetectableDelimiter')
  if (error) throw new BadInput(file, error.message, { line: (error.row ?? 0) + 1 })
  const [header, ...rest] = data
  let next = 1 + linesOf(header ?? [])
  const numbered = rest
    .map((cells) => {
      const line = next
      next += linesOf(cells)
      return { cells, line }
    })
    .filter(({ cells }) => cells.join('') !== '')
  if (!header || numbered.length === 0) throw new BadInput(file, 'has no rows')
  for (const { cells, line } of numbered)
    if (cells.length !== header.length)
      throw new BadInput(file, `has ${cells.length} cells where the header has ${header.length}`, { line })
  return {
    header: header.map((h) => h.trim()),
    records: numbered.map((n) => n.cells),
    lineOf: (i: number) => numbered[i]!.line,
  }
}

/** Quoted line breaks count: lines are those of the file. */
const linesOf = (cells: readonly string[]) => cells.reduce((n, cell) => n + cell.split('\n').length - 1, 1)
