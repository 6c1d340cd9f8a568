import { newId } from '../../central/support.ts'
import { ask } from './answers.ts'
import type { Operation } from './api-document.ts'
import type { Caller } from './callers.ts'
import { requestsOf } from './references.ts'

/** What anybody may call: more of them is a decision, and belongs here. */
const PUBLIC = ['GET /health', 'GET /ready', 'GET /openapi.json', 'POST /session', 'POST /invitations/accept']
/** What is open to a device that may only hand in what waits (DV2). */
const HANDS_IN = ['GET /session', 'DELETE /session', 'POST /sync', 'POST /devices/wiped']

/** 401 or 403, as the guard says it; null: let in. */
export function refusalOf({ name, roles, scope }: Operation, caller: Caller): 401 | 403 | null {
  if (roles === 'public') return null
  if (caller.is === 'nobody') return 401
  if (caller.is === 'handsIn') return HANDS_IN.includes(name) ? null : 403
  if (!roles.includes(caller.is)) return 403
  return caller.scopes === null || (scope !== null && caller.scopes.includes(scope)) ? null : 403
}

const BY_GUARD = /is not open to|lacks the scope|may hand in what waits, and nothing else/

/**
 * Every route as every caller, with an input that is good for nothing: who is refused is refused by the guard, before anything is read;
 * who is let in is refused for the input alone. Returns what is not so.
 */
export async function whoMayCall(
  url: string,
  operations: readonly Operation[],
  callers: readonly Caller[],
): Promise<{ failures: string[]; calls: number }> {
  const open = operations.filter((o) => o.roles === 'public').map((o) => o.name)
  const isKnown = open.sort().join() === [...PUBLIC].sort().join()
  const failures = isKnown ? [] : [`open to anybody: ${open.join(', ')}`]
  let calls = 0
  for (const operation of operations.filter((o) => o.name !== 'POST /session')) {
    for (const caller of callers) {
      const expected = refusalOf(operation, caller)
      if (caller.without !== undefined && caller.without !== operation.scope) continue
      // The session is needed for the next route.
      if (expected === null && operation.name === 'DELETE /session') continue
      const [request] = requestsOf(operation, newId, newId())
      const bad = { ...request!, body: operation.body === null ? undefined : {} }
      calls += 1
      const { status, body } = await ask(url, operation.method, bad, caller.token)
      const isIn = status !== 401 && status < 500 && !(status === 403 && BY_GUARD.test(body))
      if (expected === null ? !isIn : status !== expected)
        failures.push(
          `${operation.name} as ${caller.name}: ${status}, expected ${expected ?? 'to be let in'}`,
        )
    }
  }
  return { failures, calls }
}
