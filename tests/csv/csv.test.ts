import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvLines } from '../../central/csv.ts'

const root = resolve(import.meta.dirname, '../..')
/** The cell as a spreadsheet finds it. */
const written = (cell: string | number) => Papa.parse<string[]>(csvLines([[cell, 'x']])).data[0]![0]

describe('[IN71] a cell of a CSV', () => {
  it.each([
    '=1+1',
    '=cmd|"/c calc"!A1',
    '+1+cmd',
    '-1',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u00a0+1+1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '+49-30-123',
    '+',
  ])('is no formula: %j', (text) => {
    expect(written(text)).toBe(`'${text}`)
  })

  it.each([
    '+4930123456',
    '+49 30 23125123',
    '049 30',
    'a=b',
    "O'Hara",
    'ana@example.com',
    'two\nlines',
    '1-2',
    '',
  ])('stays as it is: %j', (text) => {
    expect(written(text)).toBe(text)
  })

  it('that is a number stays one', () => {
    expect(csvLines([[-1.5, 0]])).toBe('-1.5,0\r\n')
  })
})

it('[IN71] nothing else writes a CSV but the demo, which is read in again', () => {
  const writers = ['central', 'scripts', 'renderer', 'shared', 'electron'].flatMap((room) =>
    readdirSync(join(root, room), { withFileTypes: true, recursive: true })
      .filter((e) => e.isFile() && /\.tsx?$/.test(e.name))
      .map((e) => join(e.parentPath, e.name).slice(root.length + 1))
      .filter((file) =>
        /\bunparse\(|\.join\((['"`])[,;\t]\1\)\s*\+\s*['"`]\\/.test(readFileSync(join(root, file), 'utf8')),
      ),
  )
  expect(writers.sort()).toEqual(['central/csv.ts', 'central/demo/load-demo.ts'])
})
