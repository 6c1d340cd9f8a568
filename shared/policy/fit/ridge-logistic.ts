import { sigmoid } from './additive.ts'

export interface Logistic {
  intercept: number
  weights: Float64Array
}

/**
 * Logistic regression with the weights, not the intercept, drawn to 0: greatest log likelihood - penalty / 2 x sum of squares.
 * Newton's method; it ends when no weight moves by 1e-10.
 */
export function ridgeLogistic(columns: readonly Float64Array[], won: Uint8Array, penalty: number): Logistic {
  const width = columns.length + 1
  const b = new Float64Array(width)
  for (let round = 0; round < 50; round++) {
    const { gradient, curvature } = slopesAt(columns, won, b)
    for (let j = 1; j < width; j++) {
      gradient[j]! -= penalty * b[j]!
      curvature[j]![j]! += penalty
    }
    const step = solve(curvature, gradient)
    let largest = 0
    for (let j = 0; j < width; j++) {
      b[j]! += step[j]!
      largest = Math.max(largest, Math.abs(step[j]!))
    }
    if (largest < 1e-10) break
  }
  return { intercept: b[0]!, weights: b.slice(1) }
}

function slopesAt(columns: readonly Float64Array[], won: Uint8Array, b: Float64Array) {
  const width = b.length
  const gradient = new Float64Array(width)
  const curvature = Array.from({ length: width }, () => new Float64Array(width))
  const x = new Float64Array(width).fill(1)
  for (let i = 0; i < won.length; i++) {
    let sum = b[0]!
    for (let j = 1; j < width; j++) {
      x[j] = columns[j - 1]![i]!
      sum += b[j]! * x[j]!
    }
    const p = sigmoid(sum)
    const h = p * (1 - p)
    for (let j = 0; j < width; j++) {
      if (x[j] === 0) continue
      gradient[j]! += (won[i]! - p) * x[j]!
      for (let k = 0; k <= j; k++) curvature[j]![k]! += h * x[j]! * x[k]!
    }
  }
  for (let j = 0; j < width; j++) for (let k = 0; k < j; k++) curvature[k]![j] = curvature[j]![k]!
  return { gradient, curvature }
}

/** x of A x = y, A symmetric and positive definite (Cholesky); the diagonal gets 1e-9 on top, so that columns of nothing do no harm. */
function solve(a: readonly Float64Array[], y: Float64Array): Float64Array {
  const n = y.length
  const l = a.map((row) => Float64Array.from(row))
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i]![j]! + (i === j ? 1e-9 : 0)
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!
      l[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[j]![j]!
    }
  }
  const z = Float64Array.from(y)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) z[i]! -= l[i]![k]! * z[k]!
    z[i]! /= l[i]![i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) z[i]! -= l[k]![i]! * z[k]!
    z[i]! /= l[i]![i]!
  }
  return z
}
