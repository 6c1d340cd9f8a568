import { beginSession } from '../../../central/auth/sessions.ts'
import { newId, newPerson, type TestCentral, testCentral } from '../../central/support.ts'
import { type Asked, type Outcome, type Proof, type Size, seedsOf, seedsText } from '../proof.ts'
import { atATime } from '../support/at-a-time.ts'
import { createRandom } from '../support/random.ts'
import { type ApiDocument, apiDocument, type Operation } from './api-document.ts'
import type { Role } from './callers.ts'
import { type FuzzRequest, fuzzRequest } from './fuzz-request.ts'
import { type Check, withinSchema } from './within-schema.ts'
import { makeWorld, type World } from './world.ts'

/** Cases a route. */
const CASES: Record<Size, number> = { test: 3, short: 500, full: 10_000 }
/** Requests under way at a time, of one route: of several, what one finds would hang on what another did meanwhile, and not be replayed. */
const AT_ONCE = 8

/** [AP14] Whatever is sent to a route: no 5xx, no answer outside of the document, every refusal a problem. */
export const apiFuzz: Proof = {
  name: 'api-fuzz',
  async run(asked: Asked): Promise<Outcome> {
    const database = await asked.databases.create()
    const limits = { calls: 2 ** 30 }
    const central = await testCentral({
      databaseUrl: database.url,
      limits,
      lookEveryMs: 2 ** 30,
      logLevel: 'silent',
    })
    try {
      return await fuzz(central, asked)
    } finally {
      await central.dispose()
      await database.drop()
    }
  },
}

async function fuzz(central: TestCentral, asked: Asked): Promise<Outcome> {
  const document = await apiDocument()
  const world = await makeWorld(central)
  const check = withinSchema(document)
  const tokens = tokensOf(central, world)
  const seeds = seedsOf(asked, asked.sizes.get('times') ?? CASES[asked.size])
  const failures = new Map<string, string>()
  const statuses = new Map<number, number>()
  const first = asked.sizes.get('first') ?? 0
  const operations = document.operations.slice(first, first + (asked.sizes.get('routes') ?? Infinity))
  for (const operation of operations) {
    await atATime(AT_ONCE, seeds, async (seed) => {
      const request = requestOf(document, world, operation, seed)
      const { status, wrong } = await send(central.url, operation, request, tokens, seed, check)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      const kind = `${operation.name}: ${wrong?.split('\n')[0]}`
      if (wrong !== null && !failures.has(kind))
        failures.set(kind, told(operation, seed, request, status, wrong))
    })
    asked.say(`api-fuzz: ${operation.name}`)
  }
  if ('polluted' in {}) failures.set('prototype', 'the prototype of all objects was written to')
  return {
    size: `${operations.length} routes, ${seeds.length} cases each`,
    seeds: seedsText(seeds),
    failures: [...failures.values()],
    note: `answers by status: ${[...statuses]
      .sort()
      .map(([s, n]) => `${s} ${n}`)
      .join(', ')}`,
  }
}

function requestOf({ schemas }: ApiDocument, world: World, operation: Operation, seed: number): FuzzRequest {
  const random = createRandom(seed * 7919 + hashOf(operation.name))
  const ids = [...Object.values(world.north.things), world.nurture, world.north.sold]
  return fuzzRequest(operation, { schemas, ids, random })
}

/** A route has the same cases however many others there are. */
const hashOf = (text: string): number =>
  [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 2 ** 31, 7)

/** @param refused a token that is good no longer; another is given */
type Tokens = (operation: Operation, seed: number, refused?: string) => Promise<string | null>

/** Tokens of those whom a route lets in, in turn, for as long as they are good: a case may well end a session, or a person's work. */
function tokensOf({ store, serviceToken }: TestCentral, { north }: World): Tokens {
  const signedIn = new Map<Role, Promise<string>>()
  const join = async (role: Role): Promise<string> => {
    const name = newId()
    const team = role === 'inbox' ? north.things.partner : null
    const email = `${name}@fuzz.example`
    const { id } = await newPerson(store.db, { name, email, role, team })
    const { token } = await beginSession(store.db, id, { id: name, name }, Date.now())
    return token
  }
  return async ({ roles }, seed, refused) => {
    if (roles === 'public') return null
    const role = roles[seed % roles.length]!
    if (role === 'service') return serviceToken
    const known = signedIn.get(role)
    if (known && (await known) !== refused) return known
    const fresh = join(role)
    signedIn.set(role, fresh)
    return fresh
  }
}

async function send(
  url: string,
  operation: Operation,
  { path, headers, body }: FuzzRequest,
  tokens: Tokens,
  seed: number,
  check: Check,
): Promise<{ status: number; wrong: string | null }> {
  const ask = (token: string | null) =>
    fetch(`${url}/api/v1${path}`, {
      method: operation.method,
      headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === null ? {} : { body }),
    })
  const token = await tokens(operation, seed)
  let answer = await ask(token)
  // An earlier case may have ended that session.
  if (answer.status === 401 && token !== null) {
    await answer.body?.cancel()
    answer = await ask(await tokens(operation, seed, token))
  }
  const { status } = answer
  const type = answer.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) {
    await answer.body?.cancel()
    return { status, wrong: null }
  }
  const said = await answer.text()
  // Of the address nothing of the route may be left, where a part of it was spoiled.
  if (status === 404 && type.startsWith('application/problem+json')) return { status, wrong: null }
  return { status, wrong: status >= 500 ? said : check(operation, { status, type, body: said }) }
}

const told = (
  { name }: Operation,
  seed: number,
  { path, headers, body }: FuzzRequest,
  status: number,
  wrong: string,
) =>
  `${name}, case ${seed}: ${status} ${wrong.slice(0, 400)}
  ${path.slice(0, 300)} ${JSON.stringify(headers)} ${body?.slice(0, 500) ?? ''}
  replay: npm run proof -- api-fuzz --seed ${seed}`
