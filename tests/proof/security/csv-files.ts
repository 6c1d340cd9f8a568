import type { Random } from '../support/random.ts'

export interface BadFile {
  bytes: Uint8Array<ArrayBuffer>
  /** How it is bad, in words. */
  how: string
}

const HEADERS = [
  ['Email', 'First name', 'Last name', 'Company'],
  ['Email', 'Email', 'Last name', 'Company'],
  ['Email', '__proto__', 'constructor', 'Company'],
  ['\u202eliamE', 'Email', 'Last name', 'toString'],
  ['Еmail', 'Email', '', 'Company'],
  ['Email', 'First name', 'Last name', '=1+1'],
  ['Email'],
  ['', '', '', ''],
]
const CELLS = [
  'Silva',
  '',
  '=HYPERLINK("http://evil.example")',
  '+49 30 23125123',
  '@SUM(1)',
  '-1',
  'a "quoted" word',
  'two\nlines',
  'Müller',
  'раураl',
  '\u202egnp.exe',
  'nul\0byte',
  '\ud800',
  '__proto__',
  'x'.repeat(5000),
  '<img src=x onerror=alert(1)>',
]

const quoted = (cell: string): string => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** A file that is a table of leads, nearly: with so many rows, and something wrong with it. */
export function badFile(random: Random): BadFile {
  const header = random.pick(HEADERS)
  const separator = random.pick([',', ';', '\t', '|'])
  const newline = random.pick(['\n', '\r\n', '\r'])
  const rows = 1 + random.below(20)
  const lines = Array.from({ length: rows }, (_, n) => {
    const ragged = random.chance(0.15) ? random.below(8) : header.length
    const cells = Array.from({ length: ragged }, () => random.pick(CELLS))
    const at = header.indexOf('Email')
    if (at >= 0 && at < cells.length && random.chance(0.8))
      cells[at] = `p${n}-${random.below(1e9)}@example.com`
    return cells.map(random.chance(0.05) ? (c) => c : quoted).join(separator)
  })
  const text = [header.map(quoted).join(separator), ...lines].join(newline)
  const [encoding, encode] = random.pick(ENCODINGS)
  const broken = random.chance(0.1) ? `${text}${newline}"never closed` : text
  return {
    bytes: new Uint8Array(encode(broken)),
    how: `${encoding}, ${JSON.stringify(separator)}, ${JSON.stringify(newline)}, ${header.join('|')}`,
  }
}

const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (t) => Buffer.from(t)],
  ['UTF-8 with a mark', (t) => Buffer.from(`\ufeff${t}`)],
  ['UTF-8 with two marks', (t) => Buffer.from(`\ufeff\ufeff${t}`)],
  ['UTF-16LE', (t) => Buffer.from(`\ufeff${t}`, 'utf16le')],
  ['UTF-16BE', (t) => Buffer.from(`\ufeff${t}`, 'utf16le').swap16()],
  ['UTF-16LE, cut', (t) => Buffer.from(`\ufeff${t}`, 'utf16le').subarray(0, -1)],
  ['Windows-1252', (t) => Buffer.from(t, 'latin1')],
]
