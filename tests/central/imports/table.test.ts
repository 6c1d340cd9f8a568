import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { cellsOf } from '../../../central/imports/cells.ts'
import { decoder, encodingOf } from '../../../central/imports/decode.ts'
import { RecordSplitter } from '../../../central/imports/records.ts'
import { NoTable, openTable, type Row } from '../../../central/imports/table.ts'
import fc from '../../setup/fc.ts'

/** Bytes in pieces of the given size, as a connection brings them. */
async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

const ENCODERS: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'UTF-8 with mark': (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
  'UTF-16LE with mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE with mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16(),
}

async function read(bytes: Uint8Array, size?: number) {
  const table = await openTable(pieces(bytes, size))
  const rows: Row[] = []
  for await (const row of table.rows) rows.push(row)
  return { headers: table.headers, delimiter: table.delimiter, encoding: table.encoding(), rows }
}

describe('a file', () => {
  test('[IN13] [IN14] [IN15] printed in any delimiter, quoting and encoding comes back the same', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab ö"\',;\t|\n€x1') }).map((text) => text.trim())
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.constantFrom(...Object.keys(ENCODERS)),
        fc.integer({ min: 1, max: 60 }),
        async (cells, delimiter, newline, quotes, encoding, size) => {
          const rows = [['First Name', 'Last Name', 'Email'], ...cells.map((row) => ['x', ...row.slice(1)])]
          const text = Papa.unparse(rows, { delimiter, newline, quotes })
          const result = await read(ENCODERS[encoding]!(text), size)
          expect(result.delimiter).toBe(delimiter)
          const wanted = rows.slice(1)
          expect(result.rows.map((row) => row.cells)).toEqual(wanted)
          let line = 2
          for (const [i, row] of wanted.entries()) {
            expect(result.rows[i]?.line).toBe(line)
            line += 1 + row.join('').split('\n').length - 1
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('[IN13] Windows-1252 is read as such, also when it shows late', async () => {
    const bytes = Buffer.from('Name;E-Mail\nJ\xf6rg \x80;a@example.com\n', 'latin1')
    expect((await read(bytes)).rows[0]?.cells[0]).toBe('Jörg €')
    const late = Buffer.concat([
      Buffer.from(`Name;E-Mail\n${'Ana;a@example.com\n'.repeat(5000)}`),
      Buffer.from('J\xf6rg;b@example.com\n', 'latin1'),
    ])
    const result = await read(late, 4096)
    expect(result.encoding).toBe('Windows-1252')
    expect(result.rows.at(-1)).toEqual({ line: 5002, cells: ['Jörg', 'b@example.com'] })
  })

  test('[IN13] one broken byte does not make a UTF-8 file another', () => {
    const bytes = Buffer.concat([Buffer.from('ööö'), Buffer.from([0xff]), Buffer.from('ü')])
    expect(encodingOf(bytes)).toBe('UTF-8')
    expect(decoder('UTF-8').decode(bytes)).toContain('\ufffd')
  })

  test("[IN14] obeys Excel's sep= line, passes over titles, and numbers columns without headers", async () => {
    const sep = await read(Buffer.from('sep=;\r\nName;E-Mail\r\nA, B;a@example.com\r\n'))
    expect([sep.headers, sep.rows]).toEqual([
      ['Name', 'E-Mail'],
      [{ line: 3, cells: ['A, B', 'a@example.com'] }],
    ])
    const titled = await read(
      Buffer.from('Leads of spring,,\n\nFirst Name,Last Name,Email\nA,B,a@example.com\n'),
    )
    expect([titled.headers, titled.rows[0]?.line]).toEqual([['First Name', 'Last Name', 'Email'], 4])
    const bare = await read(Buffer.from('Ana,a@example.com\nBen,b@example.com\n'))
    expect([bare.headers, bare.rows.length]).toEqual([['Column 1', 'Column 2'], 2])
  })

  test('[IN18] that is no table says so in one line', async () => {
    const bad: [string | Uint8Array, RegExp][] = [
      ['', /empty/],
      ['  \n \n', /empty/],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /Excel workbook/],
      [Buffer.from('%PDF-1.7'), /PDF/],
      [Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7) % 256)), /binary/],
      ['<!DOCTYPE html><html><body>Sign in</body></html>', /web page/],
      ['{"leads": [1, 2]}', /JSON/],
      ['Dear Sir or Madam\nI write to you\nabout leads\n', /one column/],
    ]
    for (const [content, reason] of bad) {
      const attempt = openTable(pieces(Buffer.from(content)))
      await expect(attempt).rejects.toThrow(NoTable)
      await expect(attempt).rejects.toThrow(reason)
      await expect(attempt).rejects.not.toThrow(/\n/)
    }
  })
})

describe('[IN16] damage', () => {
  const split = (text: string, size = 10_000) => {
    const splitter = new RecordSplitter(',')
    const records = []
    for (let i = 0; i < text.length; i += size)
      for (const record of splitter.push(text.slice(i, i + size))) records.push(record)
    return [...records, ...splitter.end()]
  }

  test('an unclosed quotation mark costs its own line only', () => {
    for (const size of [1, 3, 1000]) {
      const records = split('a,b\nc,"d\ne,f\ng,h\n', size)
      expect(records.map((r) => [r.line, r.text, r.damage !== undefined])).toEqual([
        [1, 'a,b', false],
        [2, 'c,"d', true],
        [3, 'e,f', false],
        [4, 'g,h', false],
      ])
    }
  })

  test('one that closes in the middle of a value lines later costs its own line only', () => {
    const records = split('a,"b\nc,"d",e\nf,"g\nh"\n')
    expect(records.map((r) => [r.line, r.text, r.damage !== undefined])).toEqual([
      [1, 'a,"b', true],
      [2, 'c,"d",e', false],
      [3, 'f,"g\nh"', false],
    ])
  })

  test('a cell of ten megabytes is skipped with a reason, and the rows after it are read', () => {
    const huge = `"${'x\n'.repeat(5_000_000)}"`
    const records = split(`a,b\n${huge},c\nd,e\n`, 65_536)
    expect(records).toHaveLength(3)
    expect(records[1]).toMatchObject({ line: 2, damage: expect.stringContaining('longer than') })
    expect(records[2]).toEqual({ line: 5_000_003, text: 'd,e' })
  })

  test('an unclosed quotation mark in a long file loses one line', () => {
    const records = split(`a,b\n"c,d\n${'e,f\n'.repeat(600_000)}`, 65_536)
    expect(records).toHaveLength(600_002)
    expect(records.filter((r) => r.damage)).toHaveLength(1)
    expect(records.at(-1)).toEqual({ line: 600_002, text: 'e,f' })
  })

  test('a stray quotation mark inside a line keeps its cells', () => {
    expect(cellsOf('a,5" pipe,b', ',').cells).toEqual(['a', '5" pipe', 'b'])
    expect(cellsOf('"a"b,c', ',').damage).toBeDefined()
  })

  test('any bytes at all end, as a table or as a clear refusal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        async (bytes, size) => {
          await read(bytes, size).catch((error: unknown) => expect(error).toBeInstanceOf(NoTable))
        },
      ),
      { numRuns: 500 },
    )
  })
})
