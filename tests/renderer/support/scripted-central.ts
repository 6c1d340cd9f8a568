import { v7 } from 'uuid'
import type { LeadSnapshot, Person, SyncRequest } from '../../../shared/sync/protocol.ts'
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
    async fetch(input, init) {
      if (!central.up) throw new TypeError('no network')
      const call = `${init?.method} ${String(input)}`
      if (call === 'POST /api/v1/session') {
        const { email, password } = JSON.parse(String(init?.body)) as { email: string; password: string }
        if (central.passwords.get(email) !== password) return refuse(401, 'unauthenticated')
        central.signedIn = people.find((p) => p.email === email)!
      }
      if (call === 'DELETE /api/v1/session') {
        central.signedIn = null
        return new Response(null, { status: 204 })
      }
      const person = central.signedIn
      if (!person) return refuse(401, 'unauthenticated')
      if (call !== 'POST /api/v1/sync') return Response.json({ person, expiresAt: '', epoch: 'first' })
      const request = JSON.parse(String(init?.body)) as SyncRequest
      central.received.push(...request.events)
      if (request.events.length > 0) central.carriers.push(person.id)
      return Response.json(
        response({
          verdicts: request.events.map((e) => ({ id: (e as { id: string }).id, verdict: 'applied' })),
          changes: { leads: request.cursor === null ? (central.leads.get(person.id) ?? []) : [] },
        }),
      )
    },
  }
  return central
}

const refuse = (status: number, kind: string) =>
  new Response(JSON.stringify({ type: `urn:leadwright:${kind}`, title: kind, status }), { status })
