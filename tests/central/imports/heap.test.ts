import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importDepsOf } from '../../../central/imports/central-deps.ts'
import { runImport } from '../../../central/imports/run.ts'
import { CAMPAIGN, type TestCentral, testCentral } from '../support.ts'

const ROWS = 100_000
const MB = 2 ** 20

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** A file of so many rows, made as it is read; `at` is told when a row is reached. */
async function* file(at: Map<number, () => void>): AsyncGenerator<Uint8Array> {
  yield Buffer.from('Name,Email,Phone,Company,City,Country,Notes\n')
  for (let i = 0; i < ROWS; i += 100) {
    at.get(i)?.()
    const lines = Array.from({ length: 100 }, (_, k) => {
      const n = i + k
      return `Ana Prado ${n},a${n}@example.com,,"Oak, Elm ${n % 977}",Norfolk,US,"Line one\nline ""two"" of ${n}"\n`
    })
    yield Buffer.from(lines.join(''))
  }
}

test('[IN17] the heap stays flat over 100,000 rows', async () => {
  const heap: number[] = []
  const measure = () => {
    collect()
    heap.push(process.memoryUsage().heapUsed / MB)
  }
  const at = new Map([0.2, 0.4, 0.6, 0.8].map((share) => [ROWS * share, measure]))
  const deps = importDepsOf({ ...central.store, now: () => Date.now() })
  const outcome = await runImport(deps, file(at), {
    id: 'heap',
    campaign: CAMPAIGN,
    fileName: 'big.csv',
    map: {},
    dateOrder: null,
    actor: 'system:service',
  })
  expect(outcome).toMatchObject({ state: 'done', rows: ROWS, added: ROWS, rejected: 0 })
  expect(Math.max(...heap) - heap[0]!).toBeLessThan(40)
}, 600_000)
