import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from '../../../scripts/build/build.ts'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { App } from '../../e2e/support/apps.ts'
import { until } from '../../e2e/support/central.ts'
import { type Asked, type Outcome, type Proof, type Size, seedsOf, seedsText } from '../proof.ts'
import type { Databases } from '../support/databases.ts'
import { createRandom, type Random } from '../support/random.ts'
import type { Passage } from './gate.ts'
import { atPost, type Post } from './post.ts'
import { type Home, homes } from './shells.ts'
import type { Worker } from './worker.ts'

type Loss = 'none' | 'database' | 'journal'

/** Kills of each program a seed; a third of them takes one of the two copies along. */
const KILLS: Record<Size, Loss[]> = {
  test: ['none', 'database', 'journal'],
  short: tenth('database', 'journal'),
  full: tenth('database', 'journal'),
}

function tenth(...lost: Loss[]): Loss[] {
  return Array.from({ length: 10 }, (_, n) => (n % 3 === 1 ? lost[((n - 1) / 3) % 2]! : 'none'))
}

interface Tally {
  kills: number
  saved: number
  unsure: number
  /** Starts at which the program itself had lost or torn something. */
  ownLosses: number
  failures: string[]
}

/** [OB4] [OB5] [OB6] [OB7] kill -9 of real programs in the middle of work: what the screen called saved is at central once, a lost copy is said. */
export const browserKills: Proof = {
  name: 'browser-kills',
  inBrowsers: true,
  async run(asked: Asked): Promise<Outcome> {
    await build(projectRoot, asked.say)
    const seeds = seedsOf(asked, asked.size === 'full' ? 30 : 1)
    const { homes: found, close } = await homes()
    try {
      const tallies: Tally[] = []
      for (const seed of seeds)
        tallies.push(
          ...(await Promise.all(found.map((home) => killed(asked.databases, home, seed, KILLS[asked.size])))),
        )
      const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0)
      return {
        size: `${sum((t) => t.kills)} kills of ${found.map((h) => h.name).join(' and ') || 'nothing'}`,
        seeds: seedsText(seeds),
        failures: tallies.flatMap((t) => t.failures),
        note: `${sum((t) => t.saved)} things called saved, ${sum((t) => t.unsure)} under way in a kill; ${sum((t) => t.ownLosses)} losses of the programs' own`,
      }
    } finally {
      close()
    }
  },
}

function killed(databases: Databases, home: Home, seed: number, losses: Loss[]): Promise<Tally> {
  const random = createRandom(seed)
  const tally: Tally = { kills: 0, saved: 0, unsure: 0, ownLosses: 0, failures: [] }
  const fail = (what: string) =>
    tally.failures.push(
      `${home.name}, seed ${seed}, kill ${tally.kills}: ${what}\n  replay: npm run proof -- browser-kills --seed ${seed}`,
    )
  return atPost(databases, home.shell, random, 12 + losses.length * 3, async (post) => {
    let { app, worker } = await post.open(`${home.name} 0`)
    await worker.idle()
    try {
      for (const loss of losses) {
        tally.kills += 1
        const { waiting, unsure } = await workUntilKill(post, worker, random)
        tally.unsure += unsure
        await app.kill()
        if (loss !== 'none') rmSync(join(post.profile, home[loss]), { recursive: true })
        if (post.gate.passage !== 'shut') post.gate.passage = 'open'
        ;({ app, worker } = await post.open(`${home.name} ${tally.kills}`))
        if (loss !== 'none') await worker.sees(/rebuilt/)
        else if (/rebuilt|was lost/.test(await worker.connection())) tally.ownLosses += 1
        const now = await worker.waiting()
        if (now < waiting) fail(`${waiting} changes waited, ${now} do after the kill`)
        post.gate.passage = 'open'
        for (const fault of await post.settle()) fail(fault)
        await worker.idle()
        await worker.answerForCalls()
      }
      tally.saved = post.book.saved.size
      await loseBoth(post, home, worker, app)
    } catch (error) {
      fail((error as Error).message)
    }
    return tally
  })
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

/** What nothing can bring back is not passed over in silence. Closed, not killed: Chromium notes what waited seconds late. */
async function loseBoth(post: Post, home: Home, worker: Worker, app: App): Promise<void> {
  post.gate.passage = 'shut'
  for (let left = 2; left > 0; left -= 1) await worker.work()
  await worker.sees(/waiting/)
  await app.close()
  for (const folder of [home.database, home.journal]) rmSync(join(post.profile, folder), { recursive: true })
  const after = await post.open('after the loss')
  await after.worker.sees(/was lost/)
  post.gate.passage = 'open'
  await after.app.page.getByRole('option').first().waitFor()
  await after.worker.sees(/was lost/)
}
