import type { TestCentral } from '../../central/support.ts'
import { type Answer, ask, contentsOf, withoutNames } from './answers.ts'
import type { Operation } from './api-document.ts'
import type { Caller } from './callers.ts'
import { type Name, type Request, requestsOf } from './references.ts'
import { refusalOf } from './who-may-call.ts'
import type { Ref, Side, Things, World } from './world.ts'

/** The id is chosen by who makes the thing: one that is taken is a conflict, and says nothing more. */
const CHOSEN_BY_CALLER = 'PUT /imports/{id}'
/** Supervisors know everybody by name (AU8): of the ids of people and teams nothing is hidden. */
const KNOWN: readonly Ref[] = ['person', 'receiver', 'team', 'partner']

export interface Compared {
  failures: string[]
  /** Requests that were made with another's thing, and again with none. */
  pairs: number
}

/**
 * Each thing that a request names, one by one: the other side's in its place, then one that there is not. Both must be answered alike, to
 * the header; nothing of the other side may be in any answer, and nothing that central holds may have changed. One's own is read.
 */
export async function whoseThings(
  central: TestCentral,
  world: World,
  operations: readonly Operation[],
  caller: Caller,
): Promise<Compared> {
  const own = thingsOf(world.north, caller)
  const others = thingsOf(world.south, caller)
  const hidden = (Object.keys(others) as Ref[]).filter((ref) => !KNOWN.includes(ref))
  const secrets = [...world.south.secrets, ...hidden.map((ref) => others[ref]).filter((id) => id.length > 9)]
  const { db } = central.store
  const { url } = central
  const failures: string[] = []
  let pairs = 0
  let before = await contentsOf(db)
  // Reads first: a list of what one did oneself says what one named.
  const readsFirst = [...operations].sort((a, b) => Number(b.method === 'GET') - Number(a.method === 'GET'))
  for (const operation of readsFirst) {
    if (refusalOf(operation, caller) !== null || operation.name === 'GET /poke') continue
    const { name, method } = operation
    const say = (what: string) => failures.push(`${name} as ${caller.name}: ${what}`)
    const asked = (of: Name) => requestsOf(operation, of, world.nurture)
    for (const ref of refsOf(operation, own)) {
      if (ref === 'import' && name === CHOSEN_BY_CALLER) continue
      const absent = asked(naming(own, world.missing, ref))
      for (const [n, request] of asked(naming(own, others, ref)).entries()) {
        if (!textOf(request).includes(others[ref])) continue
        pairs += 1
        const there = await ask(url, method, request, caller.token)
        const none = await ask(url, method, absent[n]!, caller.token)
        const one = withoutNames(there, [others[ref], ...idsIn(request)])
        const other = withoutNames(none, [world.missing[ref], ...idsIn(absent[n]!)])
        if (one !== other) say(`another's ${ref} is told from none:\n  ${briefly(there)}\n  ${briefly(none)}`)
        if (there.status >= 500) say(`${there.status} ${there.body}`)
        for (const secret of secrets)
          if (secret !== others[ref] && there.body.includes(secret)) say(`tells ${secret}, of the other side`)
      }
    }
    if (method === 'GET') {
      for (const request of asked((ref) => own[ref])) {
        const { status, body } = await ask(url, method, request, caller.token)
        if (status !== 200 && !hasNone(name, caller)) say(`their own: ${status} ${body}`)
        for (const secret of secrets) if (body.includes(secret)) say(`tells ${secret}, of the other side`)
      }
      continue
    }
    const after = await contentsOf(db)
    if (after !== before) say(`changed ${differing(before, after)}`)
    before = after
  }
  return { failures, pairs }
}

const thingsOf = ({ things, sold }: Side, { sees }: Caller): Things =>
  sees === 'receivers' ? { ...things, lead: sold } : things

/** Open to the role, but this one of it has nothing there. */
const hasNone = (route: string, { sees }: Caller): boolean =>
  sees === 'receivers' && /reassignments|imports|campaigns|receiver/.test(route)

const naming =
  (own: Things, put: Things, ref: Ref): Name =>
  (asked) =>
    asked === ref ? put[ref] : own[asked]

function refsOf(operation: Operation, own: Things): Set<Ref> {
  const met = new Set<Ref>()
  const note: Name = (ref) => {
    met.add(ref)
    return own[ref]
  }
  requestsOf(operation, note, '')
  return met
}

const briefly = ({ status, body }: Answer): string => `${status} ${body.slice(0, 300)}`
const textOf = ({ path, body }: Request): string => `${path} ${JSON.stringify(body) ?? ''}`
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/** What the request itself says may be said back. */
const idsIn = (request: Request): string[] => textOf(request).match(UUID) ?? []

function differing(before: string, after: string): string {
  const old = new Set(before.split('\n'))
  const lines = after.split('\n').filter((line) => !old.has(line))
  return lines.map((line) => line.split(' ')[0]).join(', ')
}
