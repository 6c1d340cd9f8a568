import type { ImportProgress } from '../../../shared/api/api.ts'
import { CAMPAIGN, type TestCentral, testCentral } from '../../central/support.ts'
import { type Asked, type Outcome, type Proof, type Size, seedsOf, seedsText } from '../proof.ts'
import { createRandom } from '../support/random.ts'
import { formulasThatLeave } from './csv-exports.ts'
import { badFile } from './csv-files.ts'

const FILES: Record<Size, number> = { test: 20, short: 300, full: 3000 }
const BIG_CELL = 10_000_000

/** [IN70] Files that no program should write: each row is taken in or reported with its line, the same again makes nothing new. */
export const badCsvs: Proof = {
  name: 'bad-csvs',
  async run(asked: Asked): Promise<Outcome> {
    const database = await asked.databases.create()
    const central = await testCentral({ databaseUrl: database.url, logLevel: 'silent' })
    try {
      return await importAll(central, asked)
    } finally {
      await central.dispose()
      await database.drop()
    }
  },
}

async function importAll(central: TestCentral, asked: Asked): Promise<Outcome> {
  const seeds = seedsOf(asked, asked.sizes.get('times') ?? FILES[asked.size])
  const failures: string[] = []
  const sum = { rows: 0, taken: 0, rejected: 0, refused: 0 }
  const check = async (name: string, how: string, bytes: Uint8Array<ArrayBuffer>) => {
    for (const time of ['first', 'again']) {
      const { wrong, progress } = await imported(central, `${name}-${time}`, bytes)
      if (wrong) failures.push(`${name} (${how}), ${time}: ${wrong}`)
      if (!progress) continue
      if (time === 'again' && progress.added > 0)
        failures.push(`${name} (${how}): ${progress.added} made twice`)
      if (progress.state !== 'done') sum.refused += 1
      sum.rows += progress.rows
      sum.rejected += progress.rejected
      sum.taken += progress.rows - progress.rejected
    }
  }
  for (const seed of seeds) {
    const { bytes, how } = badFile(createRandom(seed))
    await check(`seed-${seed}`, `${how}\n  replay: npm run proof -- bad-csvs --seed ${seed}`, bytes)
  }
  const big = `Email,Last name\nbig@example.com,${'x'.repeat(BIG_CELL)}\nsmall@example.com,Silva\n`
  await check('cell-of-10-mb', 'a cell of 10 MB', new Uint8Array(Buffer.from(big)))
  failures.push(...(await formulasThatLeave(central)))
  if ('polluted' in {}) failures.push('the prototype of all objects was written to')
  return {
    size: `${seeds.length} files and a cell of 10 MB, each twice`,
    seeds: seedsText(seeds),
    failures,
    note: `${sum.rows} rows: ${sum.taken} taken in or known, ${sum.rejected} reported; ${sum.refused} files refused as no table`,
  }
}

async function imported(
  { url, serviceToken }: TestCentral,
  id: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ wrong: string | null; progress: ImportProgress | null }> {
  const headers = { authorization: `Bearer ${serviceToken}`, 'content-type': 'text/csv' }
  const address = `${url}/api/v1/imports/${id}`
  const answer = await fetch(`${address}?campaign=${CAMPAIGN}`, { method: 'PUT', headers, body: bytes })
  if (answer.status !== 200) return { wrong: `${answer.status} ${await answer.text()}`, progress: null }
  const progress = (await answer.json()) as ImportProgress
  const { state, rows, added, joined, unchanged, rejected, error } = progress
  if (state !== 'done') return { wrong: error ? null : `${state} without a reason`, progress }
  if (rows !== added + joined + unchanged + rejected)
    return { wrong: `${rows} rows: ${JSON.stringify(progress)}`, progress }
  const listed = await fetch(`${address}/problems.csv`, { headers })
  const reported = (await listed.text()).split(/\r?\n/).slice(1)
  const lines = new Set(reported.map((line) => /^"?(\d+)/.exec(line)?.[1]).filter((n) => n !== undefined))
  return {
    wrong: lines.size < rejected ? `${rejected} rejected, ${lines.size} lines reported` : null,
    progress,
  }
}
