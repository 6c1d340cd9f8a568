import { buildApp } from '../../../central/app.ts'
import { beginSession, hashToken, newToken } from '../../../central/auth/sessions.ts'
import { QUEUES } from '../../../central/background.ts'
import { startJobs } from '../../../central/jobs/jobs.ts'
import { LIMITS } from '../../../central/limits.ts'
import { signedLinks } from '../../../central/links/signed-links.ts'
import { centralLogger } from '../../../central/logger.ts'
import { mailSettings } from '../../../central/mail/settings.ts'
import { centralMetrics } from '../../../central/metrics.ts'
import { PokeLines } from '../../../central/poke-lines.ts'
import { redecide } from '../../../central/policies/redecide.ts'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { openDatabase } from '../../../central/store/database/database.ts'
import { readEpoch } from '../../../central/store/database/epoch.ts'
import type { Db } from '../../../central/store/database/schema.ts'
import { KnownStates } from '../../../central/store/leads/known-states.ts'
import { PolicyBook } from '../../../central/store/leads/policies.ts'
import { createPerson } from '../../../central/store/people.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { ignoreLost } from '../support/databases.ts'

export const CAMPAIGN = 'spring'

export interface Asked {
  method: string
  /** From /api/v1 on. */
  path: string
  headers: Record<string, string>
  body: string | Buffer | null
}
export interface Answered {
  status: number
  type: string
  body: string
}

/** Central's own handlers on a real database, by a simulated clock. What it does beside requests is done when the simulation says. */
export interface SimCentral {
  db: Db
  addPerson(id: string, role: Person['role']): Promise<Person>
  /** A new session's token. */
  signIn(person: Person): Promise<string>
  ask(asked: Asked): Promise<Answered>
  workBeside(): Promise<void>
  close(): Promise<void>
}

/** One for the process: each would keep watching its event loop. */
const metrics = centralMetrics({ pokeLines: () => 0, pool: () => ({ open: 0, idle: 0, waiting: 0 }) })

export async function simCentral(url: string, now: () => number): Promise<SimCentral> {
  const { db, close } = openDatabase(() => url, ignoreLost, 4)
  const jobs = await startJobs({ url: () => url, onError: ignoreLost, queues: QUEUES, pollSeconds: 60 })
  const links = signedLinks(Buffer.alloc(32), () => 'http://central.example')
  const states = new KnownStates()
  const store = { db, policies: new PolicyBook(), states, jobs, links, mail: mailSettings({}) }
  await db.insertInto('incarnation').values({ epoch: '00000000-0000-4000-8000-000000000001' }).execute()
  await db
    .updateTable('suppression_lists')
    .set({ imported_at: new Date(now()).toISOString() })
    .execute()
  const epoch = await readEpoch(db)
  const app = await buildApp({
    deps: { ...store, epoch, now, pokes: new PokeLines(), metrics, demo: null },
    service: nobody(),
    staticDir: null,
    limits: { ...LIMITS, calls: 1_000_000 },
    logger: centralLogger('silent'),
  })
  await app.ready()
  await createCampaign(db, { id: CAMPAIGN, name: 'Spring expo', policy: DEFAULT_POLICY, now: now() })
  return {
    db,
    addPerson: (id, role) =>
      createPerson(db, { id, name: id, email: `${id}@example.com`, role, password: null }),
    signIn: async (person) =>
      (await beginSession(db, person.id, { id: `device-of-${person.id}`, name: 'sim' }, now())).token,
    async ask({ method, path, headers, body }) {
      const response = await app.inject({
        method: method as 'POST',
        url: `/api/v1${path}`,
        headers,
        ...(body === null ? {} : { payload: body }),
      })
      return {
        status: response.statusCode,
        type: String(response.headers['content-type'] ?? ''),
        body: response.payload,
      }
    },
    workBeside: () =>
      redecide({ ...store, now }, { campaign: CAMPAIGN, after: '' }, new AbortController().signal),
    async close() {
      await app.close()
      await jobs.stop()
      await close()
    },
  }
}

/** A service whose token nobody has. */
function nobody() {
  const named = { id: 'system:service', name: 'Service', email: '' }
  const person = { ...named, role: 'service', active: true, team: null } as const
  return {
    tokenHash: hashToken(newToken()),
    signedIn: { person, scopes: null, device: 'service', expiresAt: '9999-12-31T00:00:00.000Z' },
  }
}
