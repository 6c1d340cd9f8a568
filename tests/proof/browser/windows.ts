import type { Page } from 'playwright-core'
import { PASSWORD } from '../../central/support.ts'
import { until } from '../../e2e/support/central.ts'
import type { Proof, Size } from '../proof.ts'
import { inHomes, type Trial } from './in-homes.ts'
import { Worker } from './worker.ts'

const TIMES: Record<Size, number> = { test: 1, short: 4, full: 20 }
const LIMIT_MS = 10_000

/** [SY56] [SY62] Two windows of one person: the one that works stands still amid a round, the other takes over, and nothing is there twice. */
export const windows: Proof = {
  name: 'windows',
  inBrowsers: true,
  run: (asked) =>
    inHomes(
      asked,
      {
        name: 'windows',
        seeds: asked.size === 'full' ? 5 : 1,
        leads: 12 + TIMES[asked.size] * 4,
        // The desktop program has one window.
        only: 'Chromium',
      },
      (trial) => takenOver(trial, TIMES[asked.size], asked.size),
    ),
}

async function takenOver(trial: Trial, times: number, size: Size): Promise<void> {
  const { post, random, count, most, fail } = trial
  let { app, worker: leader } = await post.open('leader 0')
  await leader.idle()
  const other = await app.page.context().newPage()
  await other.goto(post.gate.url)
  for (let n = 1; n <= times; n += 1) {
    const held = post.gate.held
    post.gate.passage = random.pick(['told', 'asked', 'shut'] as const)
    await leader.work()
    if (post.gate.passage !== 'shut') await until('a round is under way', async () => post.gate.held > held)
    await leader.begin()
    const goOn = await standStill(leader.page)
    post.gate.passage = 'open'

    const began = performance.now()
    const follower = new Worker(other, post.book, random, `follower ${n}`)
    await takeOver(follower, post.central.people.ana.email)
    const took = Math.round(performance.now() - began)
    most('ms at most until the other window was open', took)
    if (size !== 'test' && took > LIMIT_MS) fail(`taking over took ${took} ms`)
    // What the first had in hand is saved by now or never, and sent by the other then: when it goes on it writes nothing.
    await follower.idle()
    for (const fault of await post.settle()) fail(`time ${n}: ${fault}`)
    await follower.answerForCalls()
    await follower.work()

    await goOn()
    await leader.page.bringToFront()
    await leader.page.getByText('Another window has taken over this desk').waitFor()
    await follower.work()
    await follower.idle()
    const shown = await queueOf(follower.page)
    // Back to the first: it shows what the second showed.
    const again = new Worker(leader.page, post.book, random, `leader ${n}`)
    await takeOver(again, post.central.people.ana.email)
    await again.idle()
    await until('both show the same', async () => areAlike(shown, await queueOf(again.page))).catch(
      (error: Error) => fail(`time ${n}: ${error.message}`),
    )
    for (const fault of await post.settle()) fail(`time ${n}, when the first goes on: ${fault}`)
    await again.answerForCalls()
    await other.getByText('Another window has taken over this desk').waitFor()
    leader = again
    count('windows taken over', 2)
  }
  count('things called saved', post.book.saved.size)
}

/** A page that the browser freezes, or that hangs. Resolves to what ends that. */
async function standStill(page: Page): Promise<() => Promise<void>> {
  const line = await page.context().newCDPSession(page)
  await line.send('Page.setWebLifecycleState', { state: 'frozen' })
  return async () => {
    await line.send('Page.setWebLifecycleState', { state: 'active' })
    await line.detach()
  }
}

async function takeOver(worker: Worker, email: string): Promise<void> {
  const { page } = worker
  await page.bringToFront()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Use it here' }).click()
  await page.getByRole('status', { name: 'Connection' }).waitFor()
}

/** Whom the queue shows, also behind a dialog; how each line says it is the window's own (a call that is going on, what is open). */
const queueOf = async (page: Page): Promise<string[]> =>
  (await page.getByRole('option', { name: /Postson/, includeHidden: true }).allInnerTexts()).map(
    (line) => line.split('\n')[0]!,
  )

/** A window with a notice has room for fewer lines. */
function areAlike(one: readonly string[], other: readonly string[]): boolean {
  const [few, many] = one.length < other.length ? [one, other] : [other, one]
  return few.length > 0 && few.every((name) => many.includes(name))
}
