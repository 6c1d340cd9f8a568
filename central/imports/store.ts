import type { ImportProgress } from '../../shared/api/api.ts'
import { ABANDONED_MS, asItIs } from './abandoned.ts'
import type { ImportProblem, ImportStore } from './deps.ts'

/** Runs one SQL statement with numbered parameters ($1, $2...) and gives its rows. */
export type Query = (text: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>

const SHOWN = 50
const PAGE = 1000
/** What a row of a file becomes. */
const FILLED = [
  'leads',
  'events',
  'lead_keys',
  'assignments',
  'clocks',
  'hand_offs',
  'likeness_subjects',
  'likeness_keys',
  'import_rows',
] as const

export function importStore(query: Query): ImportStore {
  return {
    async begin(progress, actor, now) {
      const rows = await query(
        `insert into imports (id, actor, progress, saved_at) values ($1, $2, $3, $4)
         on conflict (id) do update set actor = $2, progress = $3, cancelled = false, saved_at = $4
         where (imports.progress->>'state' <> 'running' or imports.saved_at < $5)
           and imports.undo->>'state' is distinct from 'running'
         returning id`,
        [progress.id, actor, JSON.stringify(progress), instant(now), instant(now - ABANDONED_MS)],
      )
      if (rows.length === 0) return false
      await query('delete from import_problems where import_id = $1', [progress.id])
      return true
    },

    async save(progress, now) {
      const rows = await query(
        'update imports set progress = $2, saved_at = $3 where id = $1 returning cancelled',
        [progress.id, JSON.stringify({ ...progress, problems: [] }), instant(now)],
      )
      return rows[0]?.cancelled === true
    },

    async addProblems(id, problems) {
      if (problems.length === 0) return
      await query(
        `insert into import_problems (import_id, problem, lead)
         select $1, value->'problem', (value->>'lead')::uuid
         from json_array_elements($2::json) with ordinality order by ordinality`,
        [
          id,
          JSON.stringify(
            problems.map(({ lead, ...problem }) => ({ problem, lead })),
            storable,
          ),
        ],
      )
    },

    async grown() {
      await query(`analyze ${FILLED.join(', ')}`, [])
    },

    async load(id, now) {
      const [row] = await query('select progress, saved_at from imports where id = $1', [id])
      if (!row) return null
      const problems = await query(
        'select problem from import_problems where import_id = $1 order by seq limit $2',
        [id, SHOWN],
      )
      return {
        ...asItIs(row.progress as ImportProgress, row.saved_at as string, now),
        problems: problems.map((p) => p.problem as ImportProblem),
      }
    },

    async *problems(id) {
      let last = '0'
      for (;;) {
        const rows = await query(
          'select seq, problem from import_problems where import_id = $1 and seq > $2 order by seq limit $3',
          [id, last, PAGE],
        )
        if (rows.length === 0) return
        last = String(rows.at(-1)?.seq)
        yield rows.map((row) => row.problem as ImportProblem)
      }
    },

    async cancel(id) {
      const rows = await query('update imports set cancelled = true where id = $1 returning id', [id])
      return rows.length > 0
    },
  }
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** What a damaged file holds is told with what is wrong with it; the database has no NUL and no halves of characters. */
const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\0|\p{Cs}/gu, '\ufffd') : value
