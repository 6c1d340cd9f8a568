import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { csvLines } from '../central/csv.ts'
import { indexesOf, rowsOf } from '../shared/policy/fit/table.ts'
import { BadInput } from './evaluate/bad-input.ts'
import { answersOf, deskPolicy } from './evaluate/desk-policy.ts'
import { deskQuestions } from './evaluate/desk-questions.ts'
import { readMap } from './evaluate/map.ts'
import { deskTable, textOf, toText } from './evaluate/print.ts'
import { readLeads } from './evaluate/read-leads.ts'
import { toHtml } from './evaluate/report.ts'
import { chooseRows } from './evaluate/rows.ts'
import { evaluate } from './evaluate/run.ts'

const HELP = `Fits points to leads with known outcomes and measures them on others; docs/evaluate.md says more.
  npm run evaluate -- --train a.csv --test b.csv --map map.json [flags]
  --rows ids.json     which rows to fit on and which to score (default: all)
  --out p.csv         writes the id and the probability of each scored row
  --desk              plays through what the desk would ask, until a route is certain (half a minute)
  --report r.html     where the drawing goes (default: dist/evaluate/<name of the map>.html)`

/** Rows of which the desk's questions are played through, drawn evenly. */
const MOST_PLAYED = 1500

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      map: { type: 'string' },
      rows: { type: 'string' },
      out: { type: 'string' },
      report: { type: 'string' },
      desk: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (flags.help) return void process.stdout.write(`${HELP}\n`)
  const { train, test, map: mapFile } = flags
  if (!train || !test || !mapFile)
    throw new BadInput('command', `--train, --test and --map are needed.\n${HELP}`)

  const map = await readMap(mapFile)
  const trainLeads = await readLeads(train, map, true)
  const testLeads = await readLeads(test, map, false)
  const chosen = await chooseRows(flags.rows, map.name, trainLeads, testLeads)
  const fitted = rowsOf({ ...trainLeads.facts, won: Uint8Array.from(trainLeads.outcome) }, chosen.train)
  const won = Uint8Array.from(chosen.test, (i) => Math.max(0, testLeads.outcome[i]!))
  const scored = rowsOf({ ...testLeads.facts, won }, chosen.test)
  const rows = Int32Array.from(chosen.test.keys()).filter((k) => testLeads.outcome[chosen.test[k]!]! >= 0)
  const ask = map.fields.filter((f) => f.ask).map((f) => f.column)
  const questions = map.questions ?? (ask.length > 0 ? ask : map.fields.map((f) => f.column))
  const evaluation = evaluate(
    fitted,
    scored,
    { rows, won: Uint8Array.from(rows, (k) => won[k]!) },
    { ask, questions },
  )

  const about = {
    name: map.name,
    fitted: fitted.count,
    won: fitted.won.reduce((s, w) => s + w, 0),
    scored: scored.count,
  }
  process.stdout.write(toText(about, evaluation))
  if (flags.desk) {
    const policy = deskPolicy(fitted, questions)
    const every = Math.ceil(scored.count / MOST_PLAYED)
    const played = deskQuestions(
      policy,
      answersOf(policy, scored),
      indexesOf(scored.count, (i) => i % every === 0),
    )
    process.stdout.write(`\n${textOf(deskTable(played))}\n`)
  }
  if (flags.out) {
    const probability = evaluation.models[0]!.probability
    const lines = Array.from(chosen.test, (i, k) => [testLeads.ids[i]!, probability[k]!.toFixed(6)])
    await write(flags.out, csvLines([[map.id, 'probability'], ...lines], '\n'))
  }
  await write(
    flags.report ?? `dist/evaluate/${map.name.replace(/[^\w-]+/gu, '-')}.html`,
    toHtml(about, evaluation),
  )
}

async function write(file: string, text: string): Promise<void> {
  const path = resolve(file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  process.stdout.write(`Written: ${file}\n`)
}

main().catch((error: unknown) => {
  const said = error instanceof Error ? error.message : String(error)
  process.stderr.write(`evaluate: ${said}\n`)
  process.exitCode = 1
})
