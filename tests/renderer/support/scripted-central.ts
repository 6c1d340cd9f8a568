import { v7 } from 'uuid'
import type { LeadSnapshot, Person, SyncRequest, Verdict } from '../../../shared/sync/protocol.ts'
import { response } from './leads.ts'

/** The few answers of central that signing in and a round need; its people and leads are given. */
export interface ScriptedCentral {
  fetch: typeof globalThis.fetch
  up: boolean
  passwords: Map<string, string>
  leads: Map<string, LeadSnapshot[]>
  /** Whose cookie the browser holds. */
  signedIn: Person | null
  received: unknown[]
  /** Whose sessions brought events. */
  carriers: string[]
  /** Events are refused, each alone. */
  refusing: boolean
  /** People who may only hand in what waits; events that it kept apart, by id; devices that said they have wiped themselves. */
  revoked: Set<string>
  quarantined: string[]
  wiped: string[]
}

export const newPerson = (name: string): Person => ({
  id: v7(),
  name,
  email: `${name.toLowerCase()}@example.com`,
  role: 'agent',
  active: true,
  team: null,
})

export function createScriptedCentral(people: readonly Person[]): ScriptedCentral {
  const central: ScriptedCentral = {
    up: true,
    passwords: new Map(people.map((p) => [p.email, `secret of ${p.name}`])),
    leads: new Map(),
    signedIn: null,
    received: [],
    carriers: [],
    refusing: false,
    revoked: new Set(),
    quarantined: [],
    wiped: [],
    async fetch(input, init) {
      if (!central.up) throw new TypeError('no network')
      const call = `${init?.method} ${String(input)}`
      if (call === 'POST /api/v1/session') {
        const { email, password } = JSON.parse(String(init?.body)) as { email: string; password: string }
        if (central.passwords.get(email) !== password) return refuse(401, 'unauthenticated')
        central.signedIn = people.find((p) => p.email === email)!
        if (central.revoked.has(central.signedIn.id)) return refuse(403, 'revoked')
      }
      if (call === 'DELETE /api/v1/session') {
        central.signedIn = null
        return new Response(null, { status: 204 })
      }
      const person = central.signedIn
      if (!person) return refuse(401, 'unauthenticated')
      if (call === 'POST /api/v1/devices/wiped') {
        central.wiped.push((JSON.parse(String(init?.body)) as { device: string }).device)
        return new Response(null, { status: 204 })
      }
      if (call !== 'POST /api/v1/sync') return Response.json({ person, expiresAt: '', epoch: 'first' })
      const request = JSON.parse(String(init?.body)) as SyncRequest
      if (central.revoked.has(person.id)) return Response.json(handedIn(central, request))
      central.received.push(...request.events)
      if (request.events.length > 0) central.carriers.push(person.id)
      return Response.json(
        response({
          verdicts: request.events.map((e) => verdictOn(central, (e as { id: string }).id)),
          changes: { leads: request.cursor === null ? (central.leads.get(person.id) ?? []) : [] },
        }),
      )
    },
  }
  return central
}

const verdictOn = ({ refusing }: ScriptedCentral, id: string): Verdict =>
  refusing
    ? { id, verdict: 'rejected', fault: { kind: 'notYours', message: 'no' } }
    : { id, verdict: 'applied' }

function handedIn(central: ScriptedCentral, { events, device, cursor }: SyncRequest) {
  const ids = events.map((e) => (e as { id: string }).id)
  central.quarantined.push(...ids)
  return response({
    verdicts: ids.map((id) => ({ id, verdict: 'quarantined' })),
    cursor: cursor ?? '0',
    wipe: device.waiting <= events.length,
  })
}

const refuse = (status: number, kind: string) =>
  new Response(JSON.stringify({ type: `urn:leadwright:${kind}`, title: kind, status }), { status })
