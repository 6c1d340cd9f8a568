import type { ImportProgress } from '../../shared/api/api.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import type { Field } from '../../shared/lead/catalog.ts'
import { type DateOrder, orderOf } from '../../shared/lead/intake/dates.ts'
import type { Column, ColumnMap } from '../../shared/lead/intake/headers.ts'
import { type Intake, intakeRow, type RowContext } from '../../shared/lead/intake/row.ts'
import { captureOf } from './capture.ts'
import { type Counted, counting } from './counted.ts'
import type { Capture, ImportDeps, ImportProblem } from './deps.ts'
import { columnsOf, NoTable, openTable, type Row, type Table } from './table.ts'

export interface ImportOptions {
  id: string
  campaign: string
  /** Done before the first row, once the file has proved to be a table of leads. */
  prepare?(): Promise<void>
  fileName: string
  map: ColumnMap
  /** ISO alpha-2: where phone numbers belong when their row names no country. */
  country?: string
  /** Of dates whose column does not tell. */
  dateOrder: DateOrder
  /** The campaign's own fields; left out: it has none. */
  own?: readonly Field[]
  /** Id of the person who imports. */
  actor: string
}

interface LineCapture {
  line: number
  capture: Capture
}

const BATCH = 500
const IGNORED_SHOWN = 50
const CANCELLED = 'cancelled'

/**
 * Reads a file to its end, row by row, and writes it in batches; each is stored before more is read. Ends as 'done', 'cancelled' (asked
 * for, or the source broke off; what was written stays) or 'failed' (no table, or central could not write).
 */
export async function runImport(
  deps: ImportDeps,
  source: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportProgress> {
  const counted = counting(source)
  const progress = emptyProgress(options)
  if (!(await deps.store.begin(progress, options.actor, deps.now()))) {
    await counted.drain()
    return {
      ...progress,
      state: 'failed',
      error: 'An import of this id is running already, or being taken back.',
    }
  }
  try {
    const table = await openTable(counted.chunks, options.map, options.own)
    const columns = columnsOf(table, options.map, options.own)
    const useful = usefulOf(table, columns)
    progress.ignored = columns
      .filter((c) => !useful.includes(c))
      .map((c) => c.header.slice(0, 100))
      .slice(0, IGNORED_SHOWN)
    await options.prepare?.()
    progress.state = await writeRows(deps, table, columns, options, progress, counted)
  } catch (error) {
    if (error instanceof NoTable && counted.broke()) progress.state = CANCELLED
    else if (error instanceof NoTable) Object.assign(progress, { state: 'failed', error: error.message })
    else {
      await deps.store.save(
        { ...progress, state: 'failed', error: 'Central could not write the import.' },
        deps.now(),
      )
      throw error
    }
  }
  progress.bytes = counted.bytes()
  await deps.store.save(progress, deps.now())
  if (progress.rows >= BATCH) await deps.store.grown()
  // A sender that is still writing hears the answer only when it is done.
  if (progress.state !== 'done') await counted.drain()
  return (await deps.store.load(options.id, deps.now())) ?? progress
}

async function writeRows(
  deps: ImportDeps,
  table: Table,
  columns: Column[],
  options: ImportOptions,
  progress: ImportProgress,
  counted: Counted,
): Promise<'done' | 'cancelled'> {
  const clock = hybridClock('import')
  const ctx = rowContext(table, columns, options, deps.now())
  let batch: { captures: LineCapture[]; problems: ImportProblem[] } = { captures: [], problems: [] }
  const flush = async (): Promise<boolean> => {
    const { captures, problems } = batch
    batch = { captures: [], problems: [] }
    const { refused, leads } =
      captures.length > 0 ? await write(deps, options, captures, progress) : NOTHING_WRITTEN
    const ofLeads = inOrder(problems, refused).map((p) => ({ ...p, lead: leads.get(p.line) }))
    await deps.store.addProblems(options.id, ofLeads)
    progress.bytes = counted.bytes()
    return deps.store.save(progress, deps.now())
  }
  for await (const row of table.rows) {
    progress.rows += 1
    const intake = intakeOf(row, ctx)
    batch.problems.push(...problemsOf(row, intake, columns))
    if (intake.rejected) progress.rejected += 1
    else {
      const place = `${options.fileName} line ${row.line}`
      const { campaign, actor } = options
      const capture = captureOf(intake, { campaign, place, actor, via: 'import', clock, now: deps.now() })
      batch.captures.push({ line: row.line, capture })
    }
    if (batch.captures.length + batch.problems.length >= BATCH && (await flush())) return CANCELLED
  }
  await flush()
  return counted.broke() ? CANCELLED : 'done'
}

export const rowContext = (
  table: Table,
  columns: Column[],
  { country, dateOrder, own }: Pick<ImportOptions, 'country' | 'dateOrder' | 'own'>,
  now: number,
): RowContext => ({
  columns,
  dateOrders: dateOrdersOf(table, columns, dateOrder, own),
  defaultCountry: country,
  now,
  own,
})

/** A damaged line is taken only when its cells fall into place all the same. */
export function intakeOf(row: Row, ctx: RowContext): Intake {
  const intake = intakeRow(row.cells, ctx)
  return row.damage && row.cells.length !== ctx.columns.length ? { ...intake, rejected: true } : intake
}

interface Written {
  refused: ImportProblem[]
  /** The lead of each line that has one. */
  leads: Map<number, string>
}
const NOTHING_WRITTEN: Written = { refused: [], leads: new Map() }

/** Writes captures, counts them, and gives those that central refused. */
async function write(
  deps: ImportDeps,
  options: ImportOptions,
  captures: LineCapture[],
  progress: ImportProgress,
): Promise<Written> {
  const refused: ImportProblem[] = []
  const leads = new Map<number, string>()
  const results = await deps.ingestCaptures(
    options.campaign,
    captures.map((c) => c.capture),
    options.id,
  )
  for (const [i, { leadId, created, invalid, verdicts }] of results.entries()) {
    const captured = verdicts[0]
    if (captured && captured.verdict !== 'rejected') leads.set(captures[i]?.line ?? 0, leadId)
    if (captured?.verdict === 'applied') {
      progress[created ? 'added' : 'joined'] += 1
      if (created && invalid) progress.invalid = (progress.invalid ?? 0) + 1
    } else if (captured?.verdict === 'duplicate') progress.unchanged += 1
    else {
      progress.rejected += 1
      const reason = captured?.verdict === 'rejected' ? captured.fault.message : 'central gave no verdict'
      const line = captures[i]?.line ?? 0
      refused.push({ line, column: '', value: '', reason, rejected: true })
    }
  }
  return { refused, leads }
}

/** By line; what was said of a row's values before central refused the row is now said of a refused one. */
function inOrder(problems: readonly ImportProblem[], refused: readonly ImportProblem[]): ImportProblem[] {
  const lines = new Set(refused.map((p) => p.line))
  const known = problems.map((p) => (lines.has(p.line) ? { ...p, rejected: true } : p))
  return [...known, ...refused].sort((a, b) => a.line - b.line)
}

function problemsOf(row: Row, intake: Intake, columns: readonly Column[]): ImportProblem[] {
  const { rejected } = intake
  const damage = row.damage
    ? [
        {
          line: row.line,
          column: '',
          value: row.cells.join(' | ').slice(0, 200),
          reason: row.damage,
          rejected,
        },
      ]
    : []
  const values = intake.problems.map(({ column, value, reason }) => ({
    line: row.line,
    column: columns[column]?.header ?? '',
    value,
    reason,
    rejected,
  }))
  return [...damage, ...values]
}

/** Whether day or month comes first, by column: what was set, else what its head tells, else day first where semicolons cut (no American file does). */
function dateOrdersOf(
  table: Table,
  columns: readonly Column[],
  set: DateOrder,
  own: readonly Field[] = [],
): DateOrder[] {
  return columns.map((column, i) => {
    const isDate =
      column.target === 'respondedAt' || own.some((f) => f.id === column.target && f.kind === 'date')
    if (!isDate) return null
    if (set) return set
    return (
      orderOf(table.head.map((row) => row.cells[i] ?? '')) ?? (table.delimiter === ';' ? 'dayFirst' : null)
    )
  })
}

/** The columns that become facts. Throws NoTable when nothing can come of the file. */
export function usefulOf(table: Table, columns: readonly Column[]): Column[] {
  const useful = columns.filter((c) => c.target !== null && c.target !== 'ignore')
  if (useful.length === 0) throw new NoTable(notRecognised(columns))
  if (table.head.length === 0) throw new NoTable('The file has a header and no rows.')
  return useful
}

const notRecognised = (columns: readonly Column[]): string =>
  `No column is recognised (${columns
    .slice(0, 8)
    .map((c) => `"${c.header.slice(0, 40)}"`)
    .join(', ')}): it is no table of leads, or a map must say what the columns are.`

const emptyProgress = ({ id, fileName, campaign }: ImportOptions): ImportProgress => ({
  id,
  state: 'running',
  fileName,
  campaign,
  bytes: 0,
  rows: 0,
  added: 0,
  joined: 0,
  unchanged: 0,
  rejected: 0,
  invalid: 0,
  problems: [],
  error: null,
})
