// Before all others: Dexie looks for a database as it is loaded.
import 'fake-indexeddb/auto'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { answer } from './answer.ts'
import { centralBench } from './central.ts'
import { growth } from './growth.ts'
import { handoffs } from './handoffs.ts'
import { ingest } from './ingest.ts'
import { memory } from './memory.ts'
import { nextQuestion } from './next-question.ts'
import { open } from './open.ts'
import { pull } from './pull.ts'
import { push } from './push.ts'
import { roundTrip } from './round-trip.ts'
import { score } from './score.ts'
import { screen } from './screen.ts'
import { machineLine } from './support/machine.ts'
import { type Report, toMarkdown, writeJson, writeToPage } from './support/report.ts'
import { whatIfBench } from './what-if.ts'

/** npm run bench [-- NAME]: measures all or one, prints the tables and puts them into docs/performance.md. */
const BENCHES: Record<string, () => Promise<Report>> = {
  score,
  'next-question': nextQuestion,
  open,
  answer,
  pull,
  push,
  'round-trip': roundTrip,
  ingest,
  screen,
  handoffs,
  central: centralBench,
  'what-if': whatIfBench,
  growth,
  memory,
}

const [name] = process.argv.slice(2)
if (name !== undefined && !(name in BENCHES)) {
  console.error(`no such benchmark: ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.exitCode = 2
} else {
  await build(projectRoot, console.log, ['central', 'renderer'])
  for (const [each, run] of Object.entries(BENCHES)) {
    if (name !== undefined && each !== name) continue
    const machine = await machineLine()
    const report = await run()
    const text = `${toMarkdown(report)}\n\nMeasured on ${machine}.`
    console.log(`\n${each}\n\n${text}`)
    writeToPage(each, text)
    writeJson(each, machine, report)
  }
}
