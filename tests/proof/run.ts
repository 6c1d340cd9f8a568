import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { testServer } from '../setup/database.ts'
import type { Outcome } from './proof.ts'
import { PROOFS } from './proofs.ts'
import { databasesOn } from './support/databases.ts'

/**
 * npm run proof [-- --short] [NAME…] [--seed N] [--agents N …] [--part ana:Queue]: runs all proofs or the named ones, prints a table, and ends with 1 when
 * one does not hold. Every failure names its seed and what replays it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string' },
    part: { type: 'string' },
    ...Object.fromEntries(
      [
        'seeds',
        'agents',
        'supervisors',
        'operations',
        'leads',
        'rows',
        'times',
        'seconds',
        'first',
        'routes',
        'alike',
      ].map((name) => [name, { type: 'string' as const }]),
    ),
  },
})
const unknown = positionals.filter((name) => !PROOFS.some((p) => p.name === name))
if (unknown.length > 0) {
  console.error(`no such proof: ${unknown.join(', ')}; there are ${PROOFS.map((p) => p.name).join(', ')}`)
  process.exit(2)
}

const { short, seed, part, ...rest } = values
const sizes = new Map(Object.entries(rest).map(([name, value]) => [name, Number(value)]))
await build(projectRoot, console.log)
const server = await testServer()
const databases = await databasesOn(server.url)
/** Told to end, by a limit of time: the browser is gone then, and the proof fails and puts away what it began. What hangs on has a moment. */
let isTold = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    isTold = true
    await sleep(3000)
    await server.stop()
    process.exit(1)
  })
const rows: (Outcome & { name: string; seconds: number })[] = []
for (const proof of PROOFS) {
  if (isTold) break
  if (positionals.length > 0 && !positionals.includes(proof.name)) continue
  const began = performance.now()
  const outcome = await proof
    .run({
      size: short ? 'short' : 'full',
      seed: seed === undefined ? null : Number(seed),
      sizes,
      part: part ?? null,
      databases,
      say: (line) => console.log(line),
    })
    .catch(
      (error: Error): Outcome => ({
        size: '',
        seeds: '',
        note: '',
        failures: [error.stack ?? error.message],
      }),
    )
  rows.push({ ...outcome, name: proof.name, seconds: Math.round((performance.now() - began) / 1000) })
}
await databases.drop()
await server.stop()

for (const { name, failures } of rows) for (const failure of failures) console.log(`\n${name}: ${failure}`)
const line = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`
console.log(
  [
    '',
    line('proof', 'size', 'seeds', 'result', 'seconds', ''),
    line('---', '---', '---', '---', '---:', '---'),
  ].join('\n'),
)
for (const { name, size, seeds, failures, seconds, note } of rows)
  console.log(
    line(name, size, seeds, failures.length === 0 ? 'holds' : `FAILS (${failures.length})`, seconds, note),
  )
process.exit(rows.some((r) => r.failures.length > 0) ? 1 : 0)
