import type { FactColumn } from './table.ts'

/** A field's values cut into classes 0..count - 1; -1 is open. */
export interface Bins {
  id: string
  kind: 'choice' | 'number'
  /** Of numbers: class c holds what is above edges[c - 1] and up to and including edges[c]. */
  edges: readonly number[]
  /** Of choices: those that have a class of their own, or share one because they are rare. */
  classOf: ReadonlyMap<string, number>
  labels: readonly string[]
  count: number
  monotone?: 'up' | 'down'
}

export interface BinOptions {
  /** Most classes of a number. */
  maxBins: number
  /** A choice that fewer rows have shares a class with the other rare ones; where all rare ones together are as few, it says nothing: open. */
  minRows: number
}

export function binsOf(column: FactColumn, options: BinOptions): Bins {
  return column.kind === 'number' ? numberBins(column, options) : choiceBins(column, options)
}

function numberBins(column: FactColumn, { maxBins }: BinOptions): Bins {
  const known = column.values.filter((v): v is number => typeof v === 'number').sort((a, b) => a - b)
  const edges: number[] = []
  for (let k = 1; k < maxBins; k++) {
    const edge = known[Math.ceil((k * known.length) / maxBins) - 1]
    if (edge !== undefined && edge !== edges.at(-1) && edge < known.at(-1)!) edges.push(edge)
  }
  return {
    id: column.id,
    kind: 'number',
    edges,
    classOf: new Map(),
    labels: [...edges.map((e) => `up to ${e}`), edges.length > 0 ? `over ${edges.at(-1)}` : 'any'],
    count: edges.length + 1,
    ...(column.monotone ? { monotone: column.monotone } : {}),
  }
}

function choiceBins(column: FactColumn, { minRows }: BinOptions): Bins {
  const rows = new Map<string, number>()
  for (const value of column.values) if (value !== null) rows.set(`${value}`, (rows.get(`${value}`) ?? 0) + 1)
  const sorted = [...rows].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const common = sorted.filter(([, n]) => n >= minRows)
  const rare = sorted.filter(([, n]) => n < minRows)
  const together = rare.reduce((sum, [, n]) => sum + n, 0)
  const labels = common.map(([value]) => value)
  const classOf = new Map(labels.map((value, c) => [value, c]))
  if (together >= minRows) {
    for (const [value] of rare) classOf.set(value, labels.length)
    labels.push('other')
  }
  return { id: column.id, kind: 'choice', edges: [], classOf, labels, count: labels.length }
}

/** The class of each row. */
export function classesOf(bins: Bins, values: FactColumn['values']): Int16Array {
  return Int16Array.from(values, (value) => classFor(bins, value))
}

export function classFor(bins: Bins, value: string | number | null): number {
  if (value === null) return -1
  if (bins.kind === 'choice') return bins.classOf.get(`${value}`) ?? -1
  if (typeof value !== 'number') return -1
  let low = 0
  let high = bins.edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= bins.edges[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
