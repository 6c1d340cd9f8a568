import { seeded, shuffled } from './random.ts'

/** A column of facts about leads: an entry a row; null: not known. */
export interface FactColumn {
  id: string
  kind: 'choice' | 'number'
  values: readonly (string | number | null)[]
  /** The more the better or the less the better; left out: as the outcomes say. Numbers only. */
  monotone?: 'up' | 'down'
}

/** Leads as rows of facts. */
export interface FactTable {
  count: number
  columns: readonly FactColumn[]
}

/** The same with the outcome of each row: 1 won, 0 lost. */
export interface OutcomeTable extends FactTable {
  won: Uint8Array
}

/** The rows of these indexes, in that order. */
export function rowsOf(table: OutcomeTable, indexes: ArrayLike<number>): OutcomeTable {
  return {
    count: indexes.length,
    columns: table.columns.map((c) => ({ ...c, values: Array.from(indexes, (i) => c.values[i]!) })),
    won: Uint8Array.from(indexes, (i) => table.won[i]!),
  }
}

/** Every row's fold (0 to folds - 1): equally many of the won and of the lost in each, drawn by the seed. */
export function foldsOf(won: Uint8Array, folds: number, seed: number): Uint8Array {
  const fold = new Uint8Array(won.length)
  const dealt = [0, 0]
  for (const row of shuffled(won.length, seeded(seed))) fold[row] = dealt[won[row]!]!++ % folds
  return fold
}

/** Indexes of the rows that pass. */
export function indexesOf(count: number, keep: (row: number) => boolean): Int32Array {
  const kept: number[] = []
  for (let i = 0; i < count; i++) if (keep(i)) kept.push(i)
  return Int32Array.from(kept)
}
