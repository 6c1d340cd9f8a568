import type { ApiCall } from '../../../../renderer/flow/desk.ts'
import { PEOPLE } from './memory-desk.ts'
import { accessAnswer } from './sample-access.ts'
import { MAIL_TEXT, NURTURE, PREVIEW, sampleEnrolments, sampleMails } from './sample-mails.ts'

const TEAMS = [
  { id: 'field', name: 'Field calls', kind: 'agents', campaigns: null },
  { id: 'north', name: 'Sales North', kind: 'sales', campaigns: ['expo'] },
  { id: 'volta', name: 'Volta Partners', kind: 'partner', campaigns: ['expo'] },
]
const SALES = [
  {
    id: 'ines',
    name: 'Ines Keller',
    email: 'ines@leadwright.example',
    role: 'inbox',
    active: true,
    team: 'north',
  },
  { id: 'otto', name: 'Otto Lind', email: 'otto@volta.example', role: 'inbox', active: false, team: 'volta' },
]

/** What central says to the administration screen; undefined: it is not asked by it. @param many 0: nothing was set up yet */
export function adminAnswer(call: ApiCall<unknown>, now: number, many: number): unknown {
  const [path = ''] = call.path.split('?')
  const body = (call.body ?? {}) as Record<string, unknown>
  const at = (days: number) => new Date(now + days * 864e5).toISOString()
  const invitation = {
    person: 'new',
    expiresAt: at(7),
    url: 'https://leads.example.com/l/invitation/eyJwIjoiMDE5OSJ9.Qk3v',
  }
  const people = [...PEOPLE.filter((p) => p.role !== 'service'), ...SALES]
  const id = path.split('/')[1] ?? ''
  const access = accessAnswer(call, at, many)
  if (access !== undefined) return access
  switch (`${call.method} ${path.replace(/\/[^/]+/u, '/:id')}`) {
    case 'GET people':
      return { people }
    case 'POST people':
      return { id: 'new', active: true, ...body, invitation: body.password === undefined ? invitation : null }
    case 'PATCH people/:id':
      return { ...people.find((p) => p.id === id), ...body }
    case 'POST people/:id/invitation':
      return invitation
    case 'GET people/:id/receiver':
      return { calendar: SAMPLE_CALENDAR(at), capacity: 40 }
    case 'PUT people/:id/receiver':
      return body
    case 'GET channels':
      return { channels: many === 0 ? [] : CHANNELS }
    case 'PUT channels/:id':
      return {
        ...SHOWN,
        id,
        channel: id.split('@')[0],
        ...body,
        secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      }
    case 'POST channels/:id/rotate':
      return { ...CHANNELS[0], secrets: 2, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }
    case 'POST channels/:id/test':
      return { delivered: false, status: 500, error: 'The receiver answered 500', retryAfter: null }
    case 'POST channels/:id/replay':
      return { replayed: 3 }
    case 'DELETE channels/:id':
      return {}
    case 'GET deliveries':
      return { deliveries: many === 0 ? [] : deliveries(call.path, at), next: null }
    case 'POST deliveries/:id/replay':
      return { ...deliveries('state=waiting', at)[0], id }
    case 'GET distribution':
      return { distributions: many === 0 ? [] : [DEALT] }
    case 'PUT distribution/:id':
      return { ...DEALT, ...body, version: 3 }
    case 'GET nurture-campaigns':
      return { campaigns: many === 0 ? [] : [NURTURE] }
    case 'POST nurture-campaigns':
      return { ...NURTURE, ...body, id: 'made', version: 1 }
    case 'PUT nurture-campaigns/:id':
      return { ...NURTURE, ...body, version: 5 }
    case 'POST nurture-campaigns/:id/preview':
      return PREVIEW
    case 'GET nurture-campaigns/:id/enrolments':
      return { enrolments: sampleEnrolments(at), next: null }
    case 'GET enrichers':
      return { enrichers: many === 0 ? [] : [ENRICHER] }
    case 'PUT enrichers/:id':
      return { ...ENRICHER, ...body, id, headers: Object.keys(body.headers ?? { Authorization: '' }) }
    case 'POST enrichers/:id/test':
      return ENRICHED
    case 'DELETE enrichers/:id':
      return {}
    case 'GET mails':
      return { mails: many === 0 ? [] : sampleMails(at), next: null }
    case 'GET mails/:id':
      return { ...sampleMails(at).find((m) => m.id === id), text: MAIL_TEXT, html: '<p>Good morning</p>' }
    case 'POST mails/:id/send-again':
      return { ...sampleMails(at).find((m) => m.id === id), state: 'waiting', text: MAIL_TEXT, html: null }
    case 'GET devices':
      return { devices: many === 0 ? [] : sampleDevices(at) }
    case 'POST devices/:id/d1/revoke':
      return { ...sampleDevices(at)[0], revoked: { by: 'sam', at: at(0), ...body } }
    case 'POST session/:id':
      return {}
    case 'GET teams':
      return { teams: many === 0 ? [] : TEAMS }
    case 'POST teams':
      return { id: 'made', ...body }
    case 'PUT teams/:id':
      return { id, ...body }
    case 'DELETE teams/:id':
      return {}
  }
  return undefined
}

const SAMPLE_CALENDAR = (at: (days: number) => string) => {
  const midnight = (days: number) => `${at(days).slice(0, 10)}T00:00:00.000Z`
  const day = [
    [540, 720],
    [780, 1050],
  ]
  return {
    zone: 'UTC',
    week: { '1': day, '2': day, '3': day, '4': day, '5': [[540, 840]] },
    holidays: 'DE',
    absences: [{ from: midnight(30), to: midnight(41) }],
  }
}

const ENRICHER = {
  id: 'register',
  name: 'Company register',
  url: 'https://register.example.com/v1/companies?domain={domain}',
  headers: ['Authorization'],
  fields: { companySize: '/company/employees', industry: '/company/branch', country: '/seat/country' },
  timeoutMs: 5000,
  enabled: true,
  allowPrivate: false,
  campaigns: null,
}
const ENRICHED = {
  state: 'told',
  fields: { companySize: 's120to500', country: 'DE' },
  problems: [{ field: 'industry', value: 'NACE 46.69', reason: 'is none of the choices' }],
  error: null,
}

const SHOWN = { campaign: null, enabled: true, disabledBecause: null, secrets: 1 }
const CHANNELS = [
  {
    ...SHOWN,
    id: 'sales',
    channel: 'sales',
    kind: 'webhook',
    url: 'https://crm.example.com/hooks/leadwright',
    allowPrivate: false,
    mapping: [
      { name: 'EMAIL', field: 'email', as: 'label' },
      { name: 'Lead Score', field: 'score', as: 'label' },
      { name: 'source', constant: 'leadwright', as: 'label' },
    ],
  },
  {
    ...SHOWN,
    id: 'partner@expo',
    channel: 'partner',
    campaign: 'expo',
    enabled: false,
    disabledBecause: 'The receiver answered 410: it wants nothing more',
    kind: 'webhook',
    url: 'https://volta.example/in',
    allowPrivate: false,
    mapping: [],
  },
  {
    ...SHOWN,
    id: 'web',
    channel: 'web',
    kind: 'link',
    url: 'https://shop.example.com/start',
    mapping: [],
    mail: { subject: 'Your offer', text: 'Everything is ready for you.' },
  },
]

const WHY = [
  'The receiver answered 500',
  'The receiver did not answer within 20 seconds',
  'The name crm.example.com is not known',
]
function deliveries(path: string, at: (days: number) => string): object[] {
  const state = ['waiting', 'delivered'].find((s) => path.includes(s)) ?? 'dead'
  return WHY.map((why, i) => ({
    id: `01990000-0000-7000-8000-00000000000${i}`,
    handOff: `01990000-0000-7000-8000-00000000001${i}`,
    escalation: null,
    lead: `01990000-0000-7000-9000-00000000000${i}`,
    channel: 'sales',
    state,
    attempts: 9,
    lastStatus: i === 0 ? 500 : null,
    lastError: state === 'delivered' ? null : why,
    nextAt: state === 'waiting' ? at(0.1) : null,
    deliveredAt: state === 'delivered' ? at(-0.2) : null,
    link: null,
  }))
}

const DEALT = {
  channel: 'sales',
  campaign: null,
  version: 2,
  rules: [
    {
      name: 'Germany and Austria',
      when: { all: [{ field: 'country', in: ['DE', 'AT'] }] },
      to: { team: 'north' },
      by: 'leastLoaded',
    },
    {
      name: 'Large ones',
      when: { any: [{ field: 'companySize', in: ['s501up'] }, { score: { min: 90 } }] },
      to: { people: ['ines'] },
      by: 'roundRobin',
    },
    { name: 'All others', when: { all: [] }, to: { team: 'north' }, by: 'inbox' },
  ],
}

const sampleDevices = (at: (days: number) => string) => [
  {
    person: 'ana',
    id: 'd1',
    name: 'Leadwright desktop',
    state: 'ready',
    waiting: 7,
    parked: 2,
    seenAt: at(-0.01),
    revoked: null,
    wipedAt: null,
  },
  {
    person: 'ben',
    id: 'd2',
    name: 'Browser',
    state: 'ready',
    waiting: 0,
    parked: 0,
    seenAt: at(-12),
    revoked: { by: 'judith', at: at(-3), reason: 'Left on a train' },
    wipedAt: null,
  },
  {
    person: 'otto',
    id: 'd3',
    name: 'Browser',
    state: 'ready',
    waiting: 0,
    parked: 0,
    seenAt: at(-30),
    revoked: { by: 'sam', at: at(-31), reason: 'Sold' },
    wipedAt: at(-30),
  },
]
