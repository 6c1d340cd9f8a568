import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { newId, PASSWORD, type TestCentral } from '../../central/support.ts'
import type { Shell } from '../../e2e/story/office.ts'
import type { App } from '../../e2e/support/apps.ts'
import { until } from '../../e2e/support/central.ts'
import { officeNow } from '../../setup/office-hours.ts'
import { withCentral } from '../support/central.ts'
import type { Databases } from '../support/databases.ts'
import type { Random } from '../support/random.ts'
import { type Book, deedsOf, faultsIn, newBook } from './book.ts'
import { type Gate, openGate } from './gate.ts'
import { Worker } from './worker.ts'

/** An agent's place of work: a central with leads of theirs, the way there, a profile folder, and the book of what was done. */
export interface Post {
  central: TestCentral
  gate: Gate
  profile: string
  book: Book
  /** Starts the program on the profile and signs the agent in. */
  open(called: string): Promise<{ app: App; worker: Worker }>
  /** Waits until central has all that was saved; what nobody was told of is saved or gone from then on. Resolves to what is wrong. */
  settle(): Promise<string[]>
  /** For whoever reads of a failure. */
  onScreen(): Promise<string>
}

export const atPost = <T>(
  databases: Databases,
  shell: Shell,
  random: Random,
  leads: number,
  work: (post: Post) => Promise<T>,
): Promise<T> =>
  withCentral(
    databases,
    async (central) => {
      const gate = await openGate(central.url)
      const profile = mkdtempSync(join(tmpdir(), 'leadwright-post-'))
      const book = newBook()
      const names = await leadsOf(central, leads)
      let app: App | null = null
      const atCentral = async () => deedsOf(await eventsOf(central), names)
      try {
        return await work({
          central,
          gate,
          profile,
          book,
          async open(called) {
            app = await shell(profile, gate.url)
            const worker = new Worker(app.page, book, random, called)
            await worker.signIn(central.people.ana.email, PASSWORD)
            return { app, worker }
          },
          async settle() {
            const isThere = async () => {
              const there = await atCentral()
              return [...book.saved].every((d) => there.has(d))
            }
            await until('central has what was saved', isThere, 30_000).catch(() => undefined)
            const there = await atCentral()
            const faults = faultsIn(book, there)
            for (const done of book.unsure) if (there.has(done)) book.saved.add(done)
            book.unsure.clear()
            return faults
          },
          onScreen: async () => (await app?.page.innerText('body').catch(() => null)) ?? 'nothing',
        })
      } finally {
        await (app as App | null)?.kill()
        await gate.close()
        rmSync(profile, { recursive: true, force: true })
      }
    },
    officeNow,
    { staticDir: join(projectRoot, 'dist/renderer') },
  )

/** Their names, by id. */
async function leadsOf({ signIn, people }: TestCentral, count: number): Promise<Map<string, string>> {
  const names = new Map(
    Array.from({ length: count }, (_, n) => [newId(), `Lead${String(n).padStart(3, '0')} Postson`]),
  )
  const device = await signIn(people.ana)
  const events = [...names].map(([id, name]) => {
    const [firstName, lastName] = name.split(' ')
    return device.captured(id, { firstName, lastName, email: `${firstName}@post.example`, country: 'GB' })
  })
  for (let at = 0; at < events.length; at += 100) await device.sync(events.slice(at, at + 100))
  return names
}

/** In the order in which they were done. */
async function eventsOf({ store: { db } }: TestCentral): Promise<LeadEvent[]> {
  const rows = await db.selectFrom('events').selectAll().orderBy('stamp').execute()
  return rows.map(
    ({ id, lead, stamp, actor, device, type, payload }) =>
      ({ id, leadId: lead, stamp, actor, device, type, payload }) as LeadEvent,
  )
}
