import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { newId } from '../../central/support.ts'
import type { Operation, Schema } from './api-document.ts'
import type { Ref } from './world.ts'

/** The id to be written where that thing is named. */
export type Name = (ref: Ref) => string

/** What an id in the path is one of, by what stands before it. null: what only those who see everything may name. */
const IN_PATH: Record<string, Ref | null> = {
  leads: 'lead',
  'hand-offs': 'handOff',
  escalations: 'escalation',
  people: 'person',
  teams: 'team',
  campaigns: 'campaign',
  policies: 'policy',
  imports: 'import',
  reassignments: 'reassignment',
  enrolments: 'enrolment',
  distribution: null,
  'api-keys': null,
  channels: null,
  deliveries: null,
  enrichers: null,
  mails: null,
  suppressions: null,
  'nurture-campaigns': null,
}
/** What has a name that everybody knows. */
const FIXED: Record<string, string> = { distribution: 'sales' }
const IN_QUERY: Record<string, Ref> = {
  campaign: 'campaign',
  owner: 'person',
  lead: 'lead',
  team: 'partner',
}
const CURSORS: Record<string, Ref> = {
  'GET /hand-offs': 'handOff',
  'GET /quarantine': 'quarantined',
  'GET /nurture-campaigns/{id}/enrolments': 'enrolment',
}
const ALWAYS: Record<string, string> = { from: '2026-11-01', to: '2026-12-01' }

/** The bodies of every route that others than administrators may call. */
const BODIES: Record<string, ((name: Name) => unknown)[]> = {
  'POST /assignments': [(n) => ({ leads: [{ id: n('lead'), version: 1 }], to: n('person') })],
  'POST /reassignments/preview': [
    (n) => ({
      which: { leads: [{ id: n('lead'), version: 1 }] },
      to: { how: 'person', person: n('person') },
    }),
    (n) => ({ which: { rule: { owners: [n('person')] } }, to: { how: 'pool' } }),
    (n) => ({ which: { rule: { campaign: n('campaign') } }, to: { how: 'capacity', people: [n('person')] } }),
  ],
  'POST /reassignments': [
    (n) => ({
      id: newId(),
      which: { leads: [{ id: n('lead'), version: 7 }] },
      to: { how: 'evenly', people: [n('person')] },
    }),
    (n) => ({ id: newId(), which: { rule: { owners: [n('person')], state: 'x' } }, to: { how: 'pool' } }),
  ],
  'PATCH /campaigns/{id}': [() => ({ name: 'Renamed' })],
  'POST /campaigns/{id}/policy/publish': [
    (n) => ({ policy: { ...DEFAULT_POLICY, wrapUpSeconds: 40 }, note: 'x', version: Number(n('policy')) }),
  ],
  'POST /campaigns/{id}/policy/rollback': [
    (n) => ({ to: Number(n('policy')), note: 'x', version: Number(n('policy')) }),
  ],
  'PUT /people/{id}/receiver': [() => ({ calendar: null, capacity: 3 })],
  'POST /responses': [
    (n) => ({
      campaign: n('campaign'),
      channel: 'web',
      label: 'Form',
      fields: { email: 'new@example.com' },
    }),
  ],
  'POST /contact-check': [(n) => ({ lead: n('lead'), number: '+442079460001' })],
  'POST /hand-offs/{id}/accept': [() => ({})],
  'POST /hand-offs/{id}/return': [() => ({ reason: 'other' })],
  'POST /hand-offs/{id}/actions': [() => ({ kind: 'call' })],
  'POST /hand-offs/{id}/outcome': [() => ({ outcome: 'won' })],
  'POST /hand-offs/{id}/pass-on': [(n) => ({ to: n('receiver') })],
  'POST /escalations/{id}/resolve': [() => ({ reason: 'x' })],
  'POST /escalations/{id}/reassign': [(n) => ({ to: n('person') })],
  'POST /devices/{person}/{id}/revoke': [() => ({ reason: 'x' })],
  'POST /devices/wiped': [(n) => ({ device: n('device') })],
  'POST /quarantine/decide': [(n) => ({ ids: [n('quarantined')], action: 'discard' })],
  'POST /nurture-campaigns/{id}/preview': [(n) => ({ lead: n('lead'), step: 'one', language: 'en' })],
  'POST /imports/{id}/undo': [() => ({ reason: 'x' })],
  'POST /imports/preview': [() => 'Email\nnew@example.com\n'],
  'POST /imports/check': [() => 'Email\nnew@example.com\n'],
  'PUT /imports/{id}': [() => 'Email\nnew@example.com\n'],
  // These name nothing of anybody's.
  'POST /campaigns': [() => ({ name: 'New' })],
  'POST /session/password': [() => ({ current: 'x', password: 'longer than eight' })],
  // Events have a matrix of their own.
  'POST /sync': [() => ({})],
}

export interface Request {
  path: string
  body: unknown
  /** Media type of the body; null: none. */
  type: string | null
}

/** What of a route the matrix does not know: each is a failure. */
export function unknownIn({ name, path, body, roles }: Operation): string[] {
  const open = roles !== 'public' && roles.some((r) => !['administrator', 'service'].includes(r))
  const lacks = open && body !== null && !(name in BODIES) ? [`${name}: no body in the matrix`] : []
  const places = [...path.matchAll(/([\w-]+)\/\{/g)].map((m) => m[1]!)
  const strange = places.filter((place) => place !== 'devices' && !(place in IN_PATH))
  return [...lacks, ...strange.map((place) => `${name}: an id of ${place} is not in the matrix`)]
}

/** The requests of a route, with things named by `name`; `nurture`: a nurture campaign that everybody may see. */
export function requestsOf(operation: Operation, name: Name, nurture: string): Request[] {
  const { path, body } = operation
  const nameOf = (place: string) => {
    if (place === 'nurture-campaigns') return nurture
    const ref = IN_PATH[place]
    return ref ? name(ref) : (FIXED[place] ?? newId())
  }
  const address = path
    .replace('devices/{person}/{id}', () => `devices/${name('person')}/${name('device')}`)
    .replace(/([\w-]+)\/\{\w+\}/g, (_, place: string) => `${place}/${nameOf(place)}`)
  const bodies = body === null ? [() => undefined] : (BODIES[operation.name] ?? [() => ({})])
  return queriesOf(operation, name).flatMap((asked) =>
    bodies.map((of) => ({ path: `${address}${asked}`, body: of(name), type: body?.type ?? null })),
  )
}

const firstOf = ({ enum: choices = [''] }: Schema): string => String((choices as unknown[])[0])

/** What has to be asked with, and each thing that can be asked for by itself: together they would hide each other. */
function queriesOf({ name: route, query }: Operation, name: Name): string[] {
  const always = query.filter((p) => p.required).map((p) => [p.name, ALWAYS[p.name] ?? firstOf(p.schema)])
  const alone = query.flatMap((p) => {
    const ref = p.name === 'cursor' ? CURSORS[route] : IN_QUERY[p.name]
    return ref ? [[[p.name, name(ref)]]] : []
  })
  return (alone.length > 0 ? alone : [[]]).map((one) => {
    const asked = new URLSearchParams([...always, ...one] as string[][])
    return asked.size > 0 ? `?${asked}` : ''
  })
}
