import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What one benchmark found: a table whose first column is what was measured and whose second is the ratio. */
export interface Report {
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  /** What the figures do not say by themselves; one paragraph each. */
  notes: readonly string[]
}

const PAGE = join(import.meta.dirname, '../../../docs/performance.md')

export function toMarkdown({ columns, rows, notes }: Report): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
  return [table, ...notes].join('\n\n')
}

/** Puts the text in place of what stands between the page's marks of this name. Throws where the page has none. */
export function writeToPage(name: string, text: string): void {
  const [open, close] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const page = readFileSync(PAGE, 'utf8')
  const from = page.indexOf(open)
  const to = page.indexOf(close)
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for '${name}'`)
  writeFileSync(PAGE, `${page.slice(0, from + open.length)}\n${text}\n${page.slice(to)}`)
}

const FIGURES = join(import.meta.dirname, '../../../docs/performance.json')

/** The same for programs, under the benchmark's name. */
export function writeJson(name: string, machine: string, report: Report): void {
  const known: Record<string, unknown> = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, 'utf8')) : {}
  writeFileSync(FIGURES, `${JSON.stringify({ ...known, [name]: { machine, ...report } }, null, 2)}\n`)
}
