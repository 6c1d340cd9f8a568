import { appendFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
import type { Proof, Size } from '../proof.ts'
import { filesBelow, harmFile } from '../support/harm.ts'
import { inHomes, type Trial } from './in-homes.ts'
import { databasesIn, journalsIn } from './shells.ts'
import { differences, storedAt } from './stored.ts'

/** Harmed files of each program, for a seed. */
const HARMS: Record<Size, number> = { test: 1, short: 6, full: 10 }
/** What a kill leaves of a record that it cut short in a log: of its head, without what it says follows. */
const HALF_A_RECORD = [1, 2, 3, 4, 0x20, 1, 1]

/** [OB8] [OB9] [OB21] [OB24] [OB25] A bad disk under a real program: whichever file of its database or journal is harmed, it opens, and what waited comes to central. */
export const browserDamage: Proof = {
  name: 'browser-damage',
  inBrowsers: true,
  run: (asked) =>
    inHomes(
      asked,
      { name: 'browser-damage', seeds: asked.size === 'full' ? 10 : 1, leads: 12 + HARMS[asked.size] * 3 },
      async (trial) => {
        await damaged(trial, HARMS[asked.size])
        await torn(trial)
      },
    ),
}

/** [OB24] What is saved behind half a record is there at the next start, where the journal is gone. */
async function torn({ home, post, fail }: Trial): Promise<void> {
  for (const file of databasesIn(home, post.profile).flatMap(filesBelow))
    if (file.endsWith('.log')) appendFileSync(file, new Uint8Array(HALF_A_RECORD))
  const { app, worker } = await post.open(`${home.name} torn`)
  await worker.idle()
  await worker.answerForCalls()
  post.gate.passage = 'shut'
  for (let left = 2; left > 0; left -= 1) await worker.work()
  await worker.sees(/waiting/)
  const waiting = await worker.waiting()
  await app.kill()
  for (const folder of journalsIn(home, post.profile)) rmSync(folder, { recursive: true })
  const after = await post.open(`${home.name} after`)
  const now = await after.worker.waiting()
  if (now < waiting) fail(`half a record at the end of a log: ${waiting} changes waited, ${now} do after it`)
  post.gate.passage = 'open'
  for (const fault of await post.settle()) fail(`half a record at the end of a log: ${fault}`)
}

async function damaged({ home, post, random, count, fail }: Trial, harms: number): Promise<void> {
  let { app, worker } = await post.open(`${home.name} 0`)
  await worker.idle()
  for (let n = 1; n <= harms; n += 1) {
    post.gate.passage = 'shut'
    for (let left = 1 + random.below(3); left > 0; left -= 1) await worker.work()
    await worker.sees(/waiting/)
    const waiting = await worker.waiting()
    const before = await storedAt(home, app.page, post.profile)
    await (random.chance(0.5) ? app.close() : app.kill())
    const folders = n % 2 === 0 ? journalsIn(home, post.profile) : databasesIn(home, post.profile)
    const file = random.pick(folders.flatMap(filesBelow))
    const said = `${relative(post.profile, file)}: ${harmFile(file, random)}`
    count(n % 2 === 0 ? 'files of a journal harmed' : 'files of a database harmed')
    try {
      ;({ app, worker } = await post.open(`${home.name} ${n}`))
      // Where nothing is said every row and every file must be as it was: the harm hit what nothing refers to.
      if (/rebuilt|was lost/.test(await worker.connection())) count('said so at the start')
      else {
        const other = differences(before, await storedAt(home, app.page, post.profile))
        if (other.length > 0)
          fail(`${said}: nothing is said, but these are not as they were: ${other.join(', ')}`)
        else count('hit nothing')
      }
      const now = await worker.waiting()
      if (now < waiting) fail(`${said}: ${waiting} changes waited, ${now} do after it`)
      post.gate.passage = 'open'
      for (const fault of await post.settle()) fail(`${said}: ${fault}`)
      await worker.idle()
      await worker.answerForCalls()
      await worker.work()
    } catch (error) {
      throw new Error(`${said}: ${(error as Error).message}`)
    }
  }
  await app.kill()
}
