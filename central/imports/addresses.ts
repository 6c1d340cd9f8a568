import { targetOf } from '../../shared/lead/intake/headers.ts'
import { phoneOf } from '../../shared/lead/intake/phone.ts'
import { cleanLine, cut, isBlank, type Outcome } from '../../shared/lead/intake/text.ts'
import { emailOf } from '../../shared/lead/intake/web.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { sniffDelimiter } from './sniff.ts'
import { openRows, type Row } from './table.ts'

/** The addresses of a suppression list, as it was read. */
export interface Addresses {
  /** Keys of shared/lead/suppression.ts, ascending, each once. */
  keys: Float64Array
  rejected: number
  /** The first of those rejected. */
  problems: AddressProblem[]
}

export interface AddressProblem {
  line: number
  value: string
  reason: string
}

const SHOWN = 50

/**
 * Reads phone numbers, e-mail addresses and domains ('@example.com'): one a line, or the columns of a table that its headers name
 * as such. Throws NoTable for what is no text.
 * @param country ISO alpha-2 of numbers without country code
 */
export async function readAddresses(
  source: AsyncIterable<Uint8Array>,
  country: string | undefined,
): Promise<Addresses> {
  const { rows } = await openRows(source, (head) => sniffDelimiter(head) ?? ',')
  const keys: number[] = []
  const problems: AddressProblem[] = []
  let rejected = 0
  let columns: number[] | null | undefined
  for await (const row of rows) {
    if (columns === undefined) {
      columns = addressColumns(row)
      if (columns) continue
    }
    for (const found of columns ? named(row, columns, country) : unnamed(row, country)) {
      if ('value' in found) keys.push(found.value)
      else {
        rejected += 1
        if (problems.length < SHOWN) problems.push({ line: row.line, value: found.of, reason: found.problem })
      }
    }
  }
  return { keys: ascending(keys), rejected, problems }
}

/** The columns of addresses that a first row names; null when it names none. */
function addressColumns(row: Row): number[] | null {
  const columns = row.cells.flatMap((cell, i) => (isAddressHeader(cell) ? [i] : []))
  return columns.length > 0 ? columns : null
}

const isAddressHeader = (cell: string): boolean => {
  const target = targetOf(cell)
  return target === 'phone' || target === 'mobile' || target === 'email' || /^\s*domains?\s*$/iu.test(cell)
}

type Found = { value: number } | { problem: string; of: string }

/** Every address in these columns; a row without any says nothing. */
function named(row: Row, columns: readonly number[], country: string | undefined): Found[] {
  const cells = columns.map((i) => row.cells[i] ?? '').filter((cell) => !isBlank(cell))
  return cells.map((cell) => found(cell, keyOf(cell, country)))
}

/** A row without headers: what is plainly an address, else the first cell that can be one. */
function unnamed(row: Row, country: string | undefined): Found[] {
  const cells = row.cells.filter((cell) => !isBlank(cell))
  const plain = cells.filter((cell) => /^\s*(?:\+|00|\S*@)/u.test(cell))
  if (plain.length > 0) return plain.map((cell) => found(cell, keyOf(cell, country)))
  const read = cells.map((cell) => found(cell, keyOf(cell, country)))
  return [read.find((one) => 'value' in one) ?? read[0]].flatMap((one) => one ?? [])
}

const found = (cell: string, outcome: Outcome<number>): Found =>
  'value' in outcome ? { value: outcome.value } : { problem: outcome.problem, of: cut(cleanLine(cell), 200) }

function keyOf(cell: string, country: string | undefined): Outcome<number> {
  const text = cleanLine(cell)
  if (text.startsWith('@')) {
    // A domain is one when there can be addresses under it.
    const address = emailOf(`any${text}`)
    return 'value' in address ? email(address.value.slice(3)) : { problem: 'is no domain' }
  }
  if (text.includes('@')) {
    const address = emailOf(text)
    return 'value' in address ? email(address.value) : address
  }
  const phone = phoneOf(text, country)
  return 'value' in phone ? { value: suppressionKey('phone', phone.value) } : phone
}

const email = (address: string): Outcome<number> => ({ value: suppressionKey('email', address) })

function ascending(keys: number[]): Float64Array {
  const sorted = Float64Array.from(keys).sort()
  let length = 0
  for (const key of sorted) if (length === 0 || sorted[length - 1] !== key) sorted[length++] = key
  return sorted.slice(0, length)
}
