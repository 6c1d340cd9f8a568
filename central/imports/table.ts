import type { Field } from '../../shared/lead/catalog.ts'
import { type ColumnMap, recogniseColumns, targetOf } from '../../shared/lead/intake/headers.ts'
import { phoneOf } from '../../shared/lead/intake/phone.ts'
import { isBlank } from '../../shared/lead/intake/text.ts'
import { emailOf } from '../../shared/lead/intake/web.ts'
import { cellsOf } from './cells.ts'
import { type Decoder, decoder, encodingOf, foreignKind } from './decode.ts'
import { RecordSplitter, type TextRecord } from './records.ts'
import { sniffDelimiter } from './sniff.ts'

/** The input is no table; the message is one clear line for a person. */
export class NoTable extends Error {}

export interface Row {
  /** Line of the file on which it begins, from 1. */
  line: number
  cells: string[]
  /** Why its quotation marks or its length make it not what the author meant. */
  damage?: string
}

export interface Table {
  encoding(): string
  delimiter: string
  headers: string[]
  /** The first rows, read ahead; `rows` gives them again. */
  head: Row[]
  rows: AsyncIterable<Row>
}

const HEAD_BYTES = 64 * 1024
const HEAD_ROWS = 1000
const HEAD_CHARS = 1_000_000
const MAX_COLUMNS = 1000

/** Reads the head of a table and gives the rest as a stream. Throws NoTable. Bytes are taken only as rows are asked for. */
export async function openTable(
  source: AsyncIterable<Uint8Array>,
  map: ColumnMap = {},
  own: readonly Field[] = [],
): Promise<Table> {
  const means = (cell: string) => targetOf(cell, own) !== null || Object.hasOwn(map, cell.trim())
  const { encoding, delimiter, rows: records } = await openRows(source, (head) => delimiterOf(head, means))
  const ahead: Row[] = []
  let chars = 0
  while (ahead.length <= HEAD_ROWS && chars < HEAD_CHARS) {
    const next = await records.next()
    if (next.done) break
    chars += next.value.cells.reduce((sum, cell) => sum + cell.length, 0)
    ahead.push(next.value)
  }
  const { headers, first } = headersOf(ahead, means)
  const rows = ahead.slice(first)
  return {
    encoding,
    delimiter,
    headers,
    head: rows,
    rows: (async function* () {
      yield* rows
      yield* records
    })(),
  }
}

/** The rows of a text, blank ones left out, cut as its head says. Throws NoTable for what is no text. */
export async function openRows(
  source: AsyncIterable<Uint8Array>,
  delimiterFor: (head: string) => string,
): Promise<{ encoding(): string; delimiter: string; rows: AsyncGenerator<Row> }> {
  const chunks = source[Symbol.asyncIterator]()
  const { head, ended } = await readHead(chunks)
  const text = textDecoder(head)
  const headText = text.decode(head) + (ended ? text.end() : '')
  const delimiter = delimiterFor(headText)
  const records = recordsOf(withoutMarks(headText), delimiter, text, ended ? null : chunks)
  const rows = async function* () {
    for await (const record of records) if (record.text.trim() !== '') yield rowOf(record, delimiter)
  }
  return { encoding: () => text.encoding, delimiter, rows: rows() }
}

async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<{ head: Uint8Array; ended: boolean }> {
  const parts: Uint8Array[] = []
  let size = 0
  while (size < HEAD_BYTES) {
    const next = await chunks.next()
    if (next.done) return { head: Buffer.concat(parts), ended: true }
    parts.push(next.value)
    size += next.value.length
  }
  return { head: Buffer.concat(parts), ended: false }
}

function textDecoder(head: Uint8Array): Decoder {
  if (head.length === 0) throw new NoTable('The file is empty.')
  const foreign = foreignKind(head)
  if (foreign) throw new NoTable(`The file is no table of text but ${foreign}.`)
  const encoding = encodingOf(head)
  if (!encoding) throw new NoTable('The file is no table of text but binary data.')
  return decoder(encoding)
}

/** Whether a cell is the header of a column. */
type Means = (cell: string) => boolean

function delimiterOf(head: string, means: Means): string {
  const text = head.replace(/^\ufeff/u, '').trimStart()
  if (text === '') throw new NoTable('The file is empty.')
  if (/^<(?:!doctype|html|\?xml|head|body|table|script)/iu.test(text))
    throw new NoTable('The file is a web page or XML, no table.')
  if (/^(?:\{\s*"|\[\s*[{[])/u.test(text)) throw new NoTable('The file is JSON, no table.')
  const delimiter = sniffDelimiter(head)
  if (delimiter) return delimiter
  const only =
    text
      .split(/\r\n?|\n/u, 1)[0]
      ?.replaceAll('"', '')
      .trim() ?? ''
  if (means(only) || 'value' in emailOf(only)) return ','
  throw new NoTable('The file has one column of text and is no table of leads.')
}

/** Without byte-order mark and Excel's "sep=" line, which stays as an empty line: lines keep their numbers. */
const withoutMarks = (text: string): string => text.replace(/^\ufeff/u, '').replace(/^sep=.(?=\r?\n)/iu, '')

async function* recordsOf(
  head: string,
  delimiter: string,
  text: Decoder,
  rest: AsyncIterator<Uint8Array> | null,
): AsyncGenerator<TextRecord> {
  const splitter = new RecordSplitter(delimiter)
  yield* splitter.push(head)
  while (rest) {
    const next = await rest.next()
    yield* splitter.push(next.done ? text.end() : text.decode(next.value))
    if (next.done) break
  }
  yield* splitter.end()
}

function rowOf(record: TextRecord, delimiter: string): Row {
  const parsed = cellsOf(record.text, delimiter)
  const damage = record.damage ?? parsed.damage
  // Of a line whose quotation marks do not add up, the cells are what lies between the delimiters.
  const cells = record.damage ? record.text.replaceAll('"', '').split(delimiter) : parsed.cells
  return damage ? { line: record.line, cells, damage } : { line: record.line, cells }
}

/** The headers, and where the rows begin. Title lines above the headers are passed over; without headers columns get numbers. */
function headersOf(rows: readonly Row[], means: Means): { headers: string[]; first: number } {
  const top = rows[0]
  if (!top) throw new NoTable('The file has no rows.')
  const known = (row: Row) => row.cells.filter(means).length
  const best = rows.slice(0, 10).findIndex((row) => known(row) >= 2)
  const headerRow = rows[best] ?? top
  if (best < 0 && known(top) === 0 && top.cells.some(isContact))
    return { headers: named(top.cells.map(() => '')), first: 0 }
  if (headerRow.cells.length > MAX_COLUMNS)
    throw new NoTable(`The file has more than ${MAX_COLUMNS} columns.`)
  return { headers: named(headerRow.cells), first: Math.max(best, 0) + 1 }
}

const isContact = (cell: string): boolean =>
  !isBlank(cell) &&
  ('value' in emailOf(cell) || (/^\s*\+/u.test(cell) && 'value' in phoneOf(cell, undefined)))

const named = (headers: readonly string[]): string[] =>
  headers.map((header, i) => (header.trim() === '' ? `Column ${i + 1}` : header.trim()))

/** What the columns of a table mean, in a campaign with these fields of its `own`; throws NoTable when a map is wrong or nothing at all is recognised. */
export function columnsOf(table: Table, map: ColumnMap, own: readonly Field[] = []) {
  const samples = table.head.slice(0, 200).map((row) => row.cells)
  const { columns, errors } = recogniseColumns(table.headers, samples, map, own)
  if (errors.length > 0) throw new NoTable(errors.join(' '))
  return columns
}
