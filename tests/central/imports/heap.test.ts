import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importDepsOf } from '../../../central/imports/central-deps.ts'
import type { ImportDeps } from '../../../central/imports/deps.ts'
import { runImport } from '../../../central/imports/run.ts'
import { CAMPAIGN, type TestCentral, testCentral } from '../support.ts'

const MB = 2 ** 20

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** A file of so many rows, made as it is read; the heap is measured at each fifth of it, into `heap` (MB). */
async function* file(rows: number, heap: number[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from('Name,Email,Phone,Company,City,Country,Notes\n')
  for (let i = 0; i < rows; i += 100) {
    if (i > 0 && i % (rows / 5) === 0) {
      collect()
      heap.push(process.memoryUsage().heapUsed / MB)
    }
    const lines = Array.from({ length: 100 }, (_, k) => {
      const n = i + k
      return `Ana Prado ${n},a${n}@example.com,,"Oak, Elm ${n % 977}",Norfolk,US,"Line one\nline ""two"" of ${n}"\n`
    })
    yield Buffer.from(lines.join(''))
  }
}

async function heapOver(rows: number, deps: ImportDeps): Promise<number[]> {
  const heap: number[] = []
  const outcome = await runImport(deps, file(rows, heap), {
    id: `heap-${rows}`,
    campaign: CAMPAIGN,
    fileName: 'big.csv',
    map: {},
    dateOrder: null,
    actor: 'system:service',
  })
  expect(outcome).toMatchObject({ state: 'done', rows, added: rows, rejected: 0 })
  expect(heap).toHaveLength(4)
  return heap
}

const growth = (heap: number[]): number => Math.max(...heap) - heap[0]!

test('[IN17] the heap stays flat over 30,000 rows that are read, understood and made into events', async () => {
  const deps = importDepsOf({ ...central.store, now: () => Date.now() })
  let events = 0
  const read = await heapOver(30_000, {
    ...deps,
    // Writing them is the other test's: what comes out here is counted and let go.
    async ingestCaptures(_campaign, captures) {
      return captures.map((capture) => {
        const made = capture.events(capture.newLeadId)
        events += made.length
        const verdicts = made.map(({ id }) => ({ id, verdict: 'applied' as const }))
        return { leadId: capture.newLeadId, created: true, invalid: false, verdicts }
      })
    },
  })
  expect(events).toBe(60_000)
  // A third of a kilobyte a row would be seen.
  expect(growth(read)).toBeLessThan(6)
}, 600_000)

test('[IN17] and over rows that PostgreSQL stores', async () => {
  const deps = importDepsOf({ ...central.store, now: () => Date.now() })
  expect(growth(await heapOver(4000, deps))).toBeLessThan(4)
}, 600_000)
