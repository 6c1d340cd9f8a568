import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { PASSWORD } from '../../central/support.ts'
import type { Trial } from '../browser/in-homes.ts'
import type { Home } from '../browser/shells.ts'
import { hasMoved } from '../browser/stored.ts'
import type { Worker } from '../browser/worker.ts'
import { hasTinyDisks, type TinyDisk, tinyDisk } from '../support/tiny-disk.ts'

export type Full = 'journal' | 'database' | 'quota'

/** What can be full: a disk, or what the browser grants to a page. */
interface Room {
  called: string
  fill(leave: number): void | Promise<void>
  free(): void | Promise<void>
}

interface Desk {
  page: Page
  signIn(): Promise<void>
}

const DATABASE = 'the disk of the database'
const DISK_BYTES = 64 * 2 ** 20
/** Things that a person tries until one is refused, and after it. */
const [TRIES, AFTER] = [80, 3]
/** What the screen says where Chromium has given up the database, which made room, or does not answer this page any more. */
const RELOAD = 'Reload it to go on'
/** As much as opening the desk may take. */
const QUOTA_LEFT = 48 * 2 ** 10

/**
 * A person works until nothing can be saved; is told so; works on when there is room, or has the machine die while there is none; and nothing that was
 * called saved is missing, nothing that was refused there.
 * @param full the quota is Chromium's alone
 */
export async function fullDesk(trial: Trial, times: number, full: readonly Full[]): Promise<void> {
  const { home, post } = trial
  const disks = hasTinyDisks ? disksOf(home, post.profile, full) : []
  const quotas = full.includes('quota') ? [quotaOf] : []
  try {
    let { app, worker } = await post.open(`${home.name} 0`)
    await worker.idle()
    for (let n = 1; n <= times; n += 1) {
      const rooms = [...disks.map((disk) => () => disk), ...quotas]
      for (const [which, roomOf] of rooms.entries()) {
        const dies = which < disks.length && which === n % 2
        const signIn = async () => {
          await worker.signIn(post.central.people.ana.email, PASSWORD)
          await worker.stillTalking()
        }
        const room = roomOf({ page: app.page, signIn })
        if (room.called === DATABASE && (await hasMoved(app.page))) continue
        await worked(trial, worker, room)
        if (dies) {
          await app.kill()
          trial.count('kills while it was full')
        }
        await room.free()
        if (!dies) {
          await workOn(trial, worker, room, async () => {
            await app.page.reload()
            // Leads that went with the database come from central.
            post.gate.passage = 'open'
            await worker.signIn(post.central.people.ana.email, PASSWORD)
            await worker.idle()
            await worker.stillTalking()
          })
          await app.close()
        }
        ;({ app, worker } = await post.open(`${home.name} ${n} ${room.called}`))
        const fail = (what: string) => trial.fail(`${room.called}, time ${n}: ${what}`)
        // The browser's own doing, when its database met the full disk: what waited comes back from the journal.
        const why = await worker.found()
        if (/rebuilt/.test(await worker.connection())) trial.count(`rebuilt (${room.called}: ${why})`)
        else if (/was lost|damaged/.test(await worker.connection())) fail(await worker.connection())
        post.gate.passage = 'open'
        // What nobody was told of is there by then, or never.
        await worker.idle()
        for (const fault of await post.settle()) fail(fault)
        await worker.answerForCalls()
      }
    }
    trial.count('things called saved', post.book.saved.size)
    await app.kill()
  } finally {
    for (const { close } of disks) close()
  }
}

async function worked({ post, random, count, fail }: Trial, worker: Worker, room: Room): Promise<void> {
  post.gate.passage = 'shut'
  await worker.work()
  await room.fill(random.below(4) * 4096)
  let refused = 0
  for (let tries = 0, after = AFTER; tries < TRIES && after > 0; tries += 1) {
    const told = await worker.attempt()
    if (told === null) continue
    refused += 1
    if (!/^Not saved: .*no room left/.test(told) && !told.includes(RELOAD))
      fail(`${room.called}: the screen says: ${told}`)
    after -= 1
  }
  if (refused === 0) fail(`${room.called}: nothing was refused`)
  count('refused for want of room', refused)
}

async function workOn(
  { count, fail }: Trial,
  worker: Worker,
  room: Room,
  reload: () => Promise<void>,
): Promise<void> {
  const told = (await worker.catchUp()) ?? (await worker.attempt())
  if (told?.includes(RELOAD)) {
    count('reloads that the screen asked for')
    await reload()
  } else if (told !== null) fail(`${room.called}: with room again the screen says: ${told}`)
  for (let left = 2; left > 0; left -= 1) await worker.work()
}

function disksOf(home: Home, profile: string, full: readonly Full[]): (Room & TinyDisk)[] {
  return (['journal', 'database'] as const)
    .filter((folder) => full.includes(folder))
    .map((folder) => ({
      called: folder === 'database' ? DATABASE : 'the disk of the journal',
      ...tinyDisk(join(profile, home[folder]), DISK_BYTES),
    }))
}

/** What the browser grants to the page is as much as it has, and a little. It looks anew when the page is opened anew, else half a minute late. */
function quotaOf({ page, signIn }: Desk): Room {
  const { origin } = new URL(page.url())
  const line = page.context().newCDPSession(page)
  return {
    called: 'the quota',
    async fill(leave) {
      // Files that are open have room kept for them, as much as they may soon want, until the page goes: it is looked at once more without.
      for (let looks = 2; looks > 0; looks -= 1) {
        const { usage } = await (await line).send('Storage.getUsageAndQuota', { origin })
        const quotaSize = usage + QUOTA_LEFT + leave
        await (await line).send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
        await page.reload()
        await signIn()
      }
    },
    async free() {
      await (await line).send('Storage.overrideQuotaForOrigin', { origin })
    },
  }
}
