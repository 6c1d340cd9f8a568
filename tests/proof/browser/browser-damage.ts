import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Proof, Size } from '../proof.ts'
import { filesBelow, harmFile } from '../support/harm.ts'
import { inHomes, type Trial } from './in-homes.ts'
import type { Post } from './post.ts'
import { bookIn, databasesIn, journalsIn } from './shells.ts'
import { differences, hasMoved, renewed, storedAt } from './stored.ts'

/** Harmed files of each program, for a seed. */
const HARMS: Record<Size, number> = { test: 1, short: 6, full: 10 }
/** What a kill leaves of a record that it cut short in a log: of its head, without what it says follows. */
const HALF_A_RECORD = [1, 2, 3, 4, 0x20, 1, 1]

/** The same of a short one: what is written behind it completes it, to one that is damaged. */
const HALF_A_SHORT_RECORD = [1, 2, 3, 4, 0x20, 0, 1]

/** [OB8] [OB9] [OB21] [OB24] [OB25] [OB26] A bad disk under a real program: whichever file of its database or journal is harmed, it opens, and what waited comes to central. */
export const browserDamage: Proof = {
  name: 'browser-damage',
  inBrowsers: true,
  run: (asked) =>
    inHomes(
      asked,
      { name: 'browser-damage', seeds: asked.size === 'full' ? 10 : 1, leads: 12 + HARMS[asked.size] * 3 },
      async (trial) => {
        await damaged(trial, HARMS[asked.size])
        for (const part of [torn, listed, unbooked])
          await part(trial).catch((error: Error) => {
            throw new Error(`${part.name}: ${error.message}`)
          })
      },
    ),
}

/** [OB24] What is saved behind half a record is there at the next start, where the journal is gone. */
async function torn(trial: Trial): Promise<void> {
  const { home, post } = trial
  tear(databasesIn(home, post.profile), /\.log$/, HALF_A_RECORD)
  const { app, waiting } = await workUnheard(trial, 'torn')
  await app.kill()
  for (const folder of journalsIn(home, post.profile)) rmSync(folder, { recursive: true })
  await nothingMissing(trial, 'half a record at the end of a log', waiting)
}

/**
 * [OB26] Nor is it missing where that half a record is at the end of LevelDB's list of its files: the database opens, and has forgotten at the next
 * start what was written since.
 */
async function listed(trial: Trial): Promise<void> {
  const { home, post, count } = trial
  const first = await post.open(`${home.name} listed`)
  const isMoved = await hasMoved(first.app.page)
  // Who may sign in is in the database and beside the journal, both of which go, and in localStorage, which Chromium writes some seconds late, or here.
  await first.app.close()
  const [atOrigin, ...inBuckets] = databasesIn(home, post.profile)
  tear(isMoved ? inBuckets : [atOrigin!], /MANIFEST-\d+$/, HALF_A_SHORT_RECORD)
  const { app, waiting } = await workUnheard(trial, 'forgetting')
  await app.kill()
  for (const folder of journalsIn(home, post.profile)) rmSync(folder, { recursive: true })
  const said = await nothingMissing(trial, 'half a record at the end of a list of files', waiting)
  if (/third copy/.test(said)) count('brought back by the third copy alone')
}

/** [OB26] Chromium forgets all buckets where its book of them is damaged: the database that was begun anew in one, and in a browser the journal. */
async function unbooked(trial: Trial): Promise<void> {
  const { home, post, count, fail } = trial
  for (const folder of databasesIn(home, post.profile)) rmSync(folder, { recursive: true })
  const { app, waiting } = await workUnheard(trial, 'in buckets')
  if (!(await hasMoved(app.page))) fail('a database that was lost is not begun anew in a bucket')
  await app.kill()
  writeFileSync(bookIn(home, post.profile), new Uint8Array(4096))
  const said = await nothingMissing(trial, 'a damaged book of all buckets', waiting)
  if (!/gone/.test(said))
    fail(`a damaged book of all buckets: it is not said that the data was gone: ${said}`)
  if (/third copy/.test(said)) count('brought back by the third copy alone')
}

function tear(folders: readonly string[], files: RegExp, bytes: readonly number[]): void {
  for (const file of folders.flatMap(filesBelow))
    if (files.test(file)) appendFileSync(file, new Uint8Array(bytes))
}

/** Two things are done while central is away. */
async function workUnheard({ home, post }: Trial, called: string) {
  const { app, worker } = await post.open(`${home.name} ${called}`)
  await worker.idle()
  await renewed(app.page)
  await worker.answerForCalls()
  post.gate.passage = 'shut'
  for (let left = 2; left > 0; left -= 1) await worker.work()
  await worker.sees(/waiting/)
  return { app, waiting: await worker.waiting() }
}

/** The next start has what waited, and it comes to central. Resolves to what the start said of what it found. */
async function nothingMissing({ home, post, fail }: Trial, harm: string, waiting: number): Promise<string> {
  const { app, worker } = await post.open(`${home.name} after ${harm}`)
  const now = await worker.waiting()
  if (now < waiting) fail(`${harm}: ${waiting} changes waited, ${now} do after it`)
  const said = await worker.found()
  post.gate.passage = 'open'
  for (const fault of await post.settle()) fail(`${harm}: ${fault}`)
  await app.kill()
  return said
}

async function damaged(trial: Trial, harms: number): Promise<void> {
  const { home, post, random, count, fail } = trial
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
    const file = random.pick([...folders.flatMap(filesBelow), bookIn(home, post.profile)])
    const said = `${relative(post.profile, file)}: ${harmFile(file, random)}`
    count(n % 2 === 0 ? 'files of a journal harmed' : 'files of a database harmed')
    try {
      ;({ app, worker } = await opened(trial, `${home.name} ${n}`))
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

/** A program that a signal ends at its start on a harmed profile, as Chromium met once a memory fault of its own, comes up at the next. */
async function opened({ post, count }: Trial, called: string): ReturnType<Post['open']> {
  try {
    return await post.open(called)
  } catch (error) {
    if (!/it ended with null|has been closed/.test((error as Error).message)) throw error
    count('ended by itself at a start')
    return post.open(`${called} again`)
  }
}
