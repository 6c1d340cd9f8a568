import { rmSync } from 'node:fs'
import { until } from '../../e2e/support/central.ts'
import type { Proof, Size } from '../proof.ts'
import type { Random } from '../support/random.ts'
import type { Passage } from './gate.ts'
import { inHomes, type Trial } from './in-homes.ts'
import type { Post } from './post.ts'
import { databasesIn, journalsIn } from './shells.ts'
import type { Worker } from './worker.ts'

type Loss = 'none' | 'database' | 'journal'

/** Of each program, for a seed; a third of them take one of the two copies along. */
const KILLS: Record<Size, number> = { test: 3, short: 10, full: 10 }
const LOSSES: Loss[] = ['none', 'database', 'none', 'none', 'journal', 'none', 'none']
const FEW: Loss[] = ['none', 'database', 'journal']

/** [OB4] [OB5] [OB6] [OB7] kill -9 of real programs in the middle of work: what the screen called saved is at central once, a lost copy is said. */
export const browserKills: Proof = {
  name: 'browser-kills',
  inBrowsers: true,
  run(asked) {
    const kills = KILLS[asked.size]
    const losses = Array.from({ length: kills }, (_, n) => (kills === 3 ? FEW : LOSSES)[n % LOSSES.length]!)
    const seeds = asked.size === 'full' ? 30 : 1
    return inHomes(asked, { name: 'browser-kills', seeds, leads: 12 + kills * 3 }, (trial) =>
      killed(trial, losses),
    )
  },
}

async function killed({ home, post, random, count, fail }: Trial, losses: readonly Loss[]): Promise<void> {
  let { app, worker } = await post.open(`${home.name} 0`)
  await worker.idle()
  for (const [n, loss] of losses.entries()) {
    const { waiting, unsure } = await workUntilKill(post, worker, random)
    await app.kill()
    count('kills')
    count('things under way in one', unsure)
    if (loss === 'database') remove(databasesIn(home, post.profile))
    if (loss === 'journal') remove(journalsIn(home, post.profile))
    if (post.gate.passage !== 'shut') post.gate.passage = 'open'
    ;({ app, worker } = await post.open(`${home.name} ${n + 1}`))
    if (loss !== 'none') await worker.sees(/rebuilt/)
    else if (/rebuilt|was lost/.test(await worker.connection())) count("losses of the program's own")
    const now = await worker.waiting()
    if (now < waiting) fail(`kill ${n + 1}: ${waiting} changes waited, ${now} do after it`)
    post.gate.passage = 'open'
    // What nobody was told of is there by then, or never.
    await worker.idle()
    for (const fault of await post.settle()) fail(`kill ${n + 1}: ${fault}`)
    await worker.answerForCalls()
  }
  count('things called saved', post.book.saved.size)
  // What nothing can bring back is not passed over in silence. Closed, not killed: Chromium notes what waited seconds late.
  post.gate.passage = 'shut'
  for (let left = 2; left > 0; left -= 1) await worker.work()
  await worker.sees(/waiting/)
  await app.close()
  remove([...databasesIn(home, post.profile), ...journalsIn(home, post.profile)])
  const after = await post.open('after the loss')
  await after.worker.sees(/was lost/)
  post.gate.passage = 'open'
  await after.app.page.getByRole('option').first().waitFor()
  await after.worker.sees(/was lost/)
}

/** Some things are done and one more is begun, or a round is under way. Resolves to how many changes waited for sure. */
async function workUntilKill(
  { gate, book }: Post,
  worker: Worker,
  random: Random,
): Promise<{ waiting: number; unsure: number }> {
  const passage = random.pick<Passage>(['open', 'shut', 'shut', 'asked', 'told'])
  for (let left = random.below(3); left > 0; left -= 1) await worker.work()
  const held = gate.held
  gate.passage = passage
  for (let left = 1 + random.below(2); left > 0; left -= 1) await worker.work()
  if (passage === 'asked' || passage === 'told')
    await until('a round is under way', async () => gate.held > held)
  if (passage === 'shut') await worker.sees(/waiting/)
  const waiting = passage === 'shut' ? await worker.waiting() : 0
  if (random.chance(0.7)) await worker.begin()
  return { waiting, unsure: book.unsure.size }
}

function remove(folders: readonly string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true })
}
