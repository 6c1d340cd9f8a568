import { type CompiledPolicy, digitFor } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import type { Columns } from './encode-all.ts'
import { roundHalfUp } from './points.ts'
import { type Shape, shapeAt } from './shape.ts'
import { verdictAt } from './verdict.ts'

/**
 * Verdicts as one flat table for scoring lists: cell = shape number x size + known total - lowest. A cell is filled when it is
 * first asked for. `packed`: the possible routes' bits, first rule << 8, forced rule << 16, and FILLED.
 */
export interface Cells {
  packed: Int32Array
  shapes: (Shape | undefined)[]
  keyOf(shapeNumber: number): number
  /** By shape number: what open fields bring at least, at most, and on average in tenths; a bit for each open field. */
  low: Int32Array
  high: Int32Array
  meanTenths: Int32Array
  openBits: Int32Array
}

export const FILLED = 1 << 30

/** Up to 16 MB of cells, every shape of the policy has its own; beyond, only the shapes that a list has. */
const MAX_DENSE = 1 << 22

/** The cell of each row, and the table. */
export function locate(compiled: CompiledPolicy, columns: Columns): { cells: Cells; at: Int32Array } {
  const { size, shapeCount, lowest } = compiled
  if (shapeCount * size <= MAX_DENSE) {
    compiled.cells ??= emptyCells(shapeCount, size, (shape) => shape)
    const at = addUp(compiled, columns, new Int32Array(columns.count).fill(-lowest), size, 1)
    return { cells: compiled.cells, at }
  }
  const totals = addUp(compiled, columns, new Int32Array(columns.count).fill(-lowest), 0, 1)
  const keys = addUp(compiled, columns, new Float64Array(columns.count), 1, 0)
  const numbers = new Map<number, number>()
  const at = totals.map((total, i) => {
    const known = numbers.get(keys[i]!)
    const number = known ?? numbers.size
    if (known === undefined) numbers.set(keys[i]!, number)
    return number * size + total
  })
  const keyOf = [...numbers.keys()]
  return { cells: emptyCells(numbers.size, size, (number) => keyOf[number]!), at }
}

function emptyCells(shapes: number, size: number, keyOf: (shapeNumber: number) => number): Cells {
  return {
    packed: new Int32Array(shapes * size),
    shapes: new Array(shapes).fill(undefined),
    keyOf,
    low: new Int32Array(shapes),
    high: new Int32Array(shapes),
    meanTenths: new Int32Array(shapes),
    openBits: new Int32Array(shapes),
  }
}

/** Fills a cell and what belongs to its shape; returns what is packed. */
export function fillCell(compiled: CompiledPolicy, cells: Cells, cell: number): number {
  const number = Math.floor(cell / compiled.size)
  const shape = shapeOf(compiled, cells, number)
  const verdict = verdictAt(compiled, shape, (cell % compiled.size) + compiled.lowest)
  const packed = verdict.routes | (verdict.first << 8) | (verdict.forced << 16) | FILLED
  cells.packed[cell] = packed
  return packed
}

export function shapeOf(compiled: CompiledPolicy, cells: Cells, number: number): Shape {
  const known = cells.shapes[number]
  if (known) return known
  const shape = shapeAt(compiled, cells.keyOf(number))
  cells.shapes[number] = shape
  cells.low[number] = shape.low
  cells.high[number] = shape.high
  cells.meanTenths[number] = roundHalfUp(shape.mean * 10)
  cells.openBits[number] = shape.openBits
  return shape
}

/** Adds stride x `perShape` + points x `perPoint` of every field to each row: a pass a field, over two columns and one small table. */
function addUp<T extends Int32Array | Float64Array>(
  compiled: CompiledPolicy,
  columns: Columns,
  sums: T,
  perShape: number,
  perPoint: number,
): T {
  for (const field of compiled.fields) {
    const table = tableOf(compiled, field, perShape, perPoint)
    const classes = columns.classes[field.index]!
    if (field.maxAge === 0) addByClass(sums, table, classes)
    else addByAge(sums, table, classes, columns.ages[field.index]!, field.maxAge, field.classes + 1)
  }
  return sums
}

function tableOf(
  compiled: CompiledPolicy,
  field: CompiledField,
  perShape: number,
  perPoint: number,
): Float64Array {
  const width = field.classes + 1
  const stride = compiled.strides[field.index]! * perShape
  const table = new Float64Array(field.aged.length)
  for (let slot = 0; slot < width; slot++) {
    const digit = digitFor(field, slot - 1) * stride
    for (let i = slot; i < table.length; i += width) table[i] = field.aged[i]! * perPoint + digit
  }
  return table
}

function addByClass(sums: Int32Array | Float64Array, table: Float64Array, classes: Int8Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += table[classes[i]! + 1]!
}

function addByAge(
  sums: Int32Array | Float64Array,
  table: Float64Array,
  classes: Int8Array,
  ages: Uint16Array,
  maxAge: number,
  width: number,
): void {
  for (let i = 0; i < sums.length; i++) {
    const age = ages[i]!
    sums[i]! += table[(age < maxAge ? age : maxAge) * width + classes[i]! + 1]!
  }
}
