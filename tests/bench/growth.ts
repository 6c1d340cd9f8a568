import { leadWorks } from './growth/lead-works.ts'
import { rowWorks } from './growth/row-works.ts'
import { digits, median, quantile } from './support/measure.ts'
import type { Report } from './support/report.ts'

const SIZES = [1000, 10_000, 100_000, 1_000_000].filter(
  (n) => n <= Number(process.env.BENCH_LEADS ?? 1_000_000),
)
const RUNS = 5
const WARM_UP_MS = 200

/** What is measured at every size that fits. */
export interface Work {
  name: string
  /** Milliseconds of one run. */
  run(): number | Promise<number>
}

/** How the work grows with the leads: the exponent is 1 where ten times the leads take ten times as long. */
export async function growth(): Promise<Report> {
  const laps = new Map<string, Map<number, number[]>>()
  for (const size of SIZES) {
    await measure(size, leadWorks(size), laps)
    await measure(size, rowWorks(size), laps)
  }
  return {
    columns: ['', 'exponent', ...SIZES.map((n) => `${n.toLocaleString('en')}: µs a lead (middle half)`)],
    rows: [...laps].map(([name, sizes]) => [
      name,
      exponentOf(sizes).toFixed(2),
      ...SIZES.map((size) => cell(size, sizes.get(size))),
    ]),
    notes: [
      `${RUNS} runs each, in turns, after a fifth of a second of runs that are not counted. The exponent is that of the straight line through the logarithms of all medians; over 1 it grows faster than the leads do. Questions have no figure for a million: the leads alone, 4.3 KB each as objects, are more than Node's heap holds by itself; scoring and what-if read columns that were made in parts. The lists have ten thousand different leads, over and over.`,
    ],
  }
}

async function measure(size: number, works: readonly Work[], laps: Map<string, Map<number, number[]>>) {
  for (const { run } of works)
    for (const end = performance.now() + WARM_UP_MS; performance.now() < end; ) await run()
  for (let turn = 0; turn < RUNS; turn += 1)
    for (const { name, run } of works) {
      const ms = await run()
      const sizes = laps.get(name) ?? new Map<number, number[]>()
      sizes.set(size, [...(sizes.get(size) ?? []), ms])
      laps.set(name, sizes)
    }
}

function cell(size: number, list: readonly number[] | undefined): string {
  if (!list) return ''
  const [middle, low, high] = [median(list), quantile(list, 0.25), quantile(list, 0.75)].map((ms) =>
    small((ms * 1000) / size),
  )
  return `${middle} (${low} to ${high})`
}

const small = (n: number) => (n < 0.1 ? n.toPrecision(2) : digits(n))

/** Least squares through log(size) and log(time). */
function exponentOf(sizes: ReadonlyMap<number, readonly number[]>): number {
  const points = [...sizes].map(([size, list]) => [Math.log(size), Math.log(median(list))] as const)
  const mean = (at: 0 | 1) => points.reduce((sum, p) => sum + p[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, p) => sum + (p[0] - x) * (p[1] - y), 0)
  return over / points.reduce((sum, p) => sum + (p[0] - x) ** 2, 0)
}
