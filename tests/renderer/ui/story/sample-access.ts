import type { ApiCall } from '../../../../renderer/flow/desk.ts'

/** What central says of campaigns, keys, quarantine, erasure and imports; undefined: it is not asked that. */
export function accessAnswer(call: ApiCall<unknown>, at: (days: number) => string, many: number): unknown {
  const [path = ''] = call.path.split('?')
  const body = (call.body ?? {}) as Record<string, unknown>
  const [, id = ''] = path.split('/')
  const none = many === 0
  switch (`${call.method} ${path.replace(/\/[^/]+/u, '/:id')}`) {
    case 'GET campaigns':
      return { campaigns: none ? [] : CAMPAIGNS }
    case 'POST campaigns':
      return { id: 'made', name: body.name, policyVersion: 1 }
    case 'PATCH campaigns/:id':
      return { id, name: 'Expo follow-up', policyVersion: 4, ...body }
    case 'GET api-keys':
      return { keys: none ? [] : keys(at) }
    case 'POST api-keys':
      return { ...keys(at)[0], ...body, id: 'k9', key: 'lw_5r0h7u2Xq9w3m8Zt1a6c4V', lastUsedAt: null }
    case 'DELETE api-keys/:id':
      return {}
    case 'GET quarantine':
      return { events: none || !call.path.includes('waiting') ? [] : quarantined(at), next: null }
    case 'POST quarantine/:id':
      return {
        results: (body.ids as string[]).map((event) => ({
          id: event,
          state: body.action === 'release' ? 'released' : 'discarded',
          verdict: null,
        })),
      }
    case 'GET erasures':
      return { erasures: none ? [] : erasures(at), next: null }
    case 'GET leads/:id/export':
      return held(id, at)
    case 'POST leads/:id/erase':
      return { ...erasures(at)[0], lead: id, parts: [id], reason: body.reason, suppressed: body.suppress }
    case 'GET imports':
      return { imports: none ? [] : imports(at) }
    case 'POST imports/:id/undo':
      return { ...imports(at)[0], undo: { ...UNDONE, reason: body.reason, at: at(0) } }
    case 'POST imports/:id':
      return id === 'check' ? CHECK : undefined
  }
  return undefined
}

const CAMPAIGNS = [
  { id: 'expo', name: 'Expo follow-up', policyVersion: 4, open: 812, pool: 240 },
  { id: 'renewals', name: 'Renewals 2026', policyVersion: 2, open: 96, pool: 0 },
  { id: 'spring', name: 'Spring webinar', policyVersion: 1, archived: true, open: 31, pool: 31 },
]

const keys = (at: (days: number) => string) => [
  {
    id: 'k1',
    name: 'Web forms',
    scopes: ['leads:write'],
    team: null,
    createdBy: 'sam',
    createdAt: at(-40),
    expiresAt: null,
    lastUsedAt: at(-0.01),
    revokedAt: null,
  },
  {
    id: 'k2',
    name: 'Volta’s own system',
    scopes: ['handOffs:read', 'handOffs:write'],
    team: 'volta',
    createdBy: 'sam',
    createdAt: at(-20),
    expiresAt: at(160),
    lastUsedAt: at(-2),
    revokedAt: null,
  },
  {
    id: 'k3',
    name: 'Old reports',
    scopes: ['reports:read', 'metrics:read'],
    team: null,
    createdBy: 'sam',
    createdAt: at(-300),
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: at(-12),
  },
]

const quarantined = (at: (days: number) => string) =>
  [
    { type: 'call.finished', payload: { disposition: 'spoke', at: at(-1) } },
    { type: 'field.answered', payload: { field: 'timeline', value: 'within3Months' } },
    { type: 'note.written', payload: { text: 'Wants a quote for 40 seats, in writing.' } },
  ].map(({ type, payload }, i) => ({
    id: `0199aa00-0000-7000-8000-00000000000${i}`,
    person: 'ana',
    device: 'notebook',
    lead: `0199aa00-0000-7000-8000-0000000000a${i}`,
    type,
    receivedAt: at(-0.2),
    event: { type, payload },
    state: 'waiting',
    decided: null,
  }))

const erasures = (at: (days: number) => string) => [
  {
    lead: '0199aa00-0000-7000-8000-0000000000b1',
    parts: ['0199aa00-0000-7000-8000-0000000000b1'],
    at: at(-6),
    by: 'sam',
    reason: 'By letter of 17 November',
    suppressed: true,
  },
]

const held = (lead: string, at: (days: number) => string) => {
  const value = (text: string) => [
    { event: 'e', stamp: 's', actor: 'a', value: text, dated: true, source: { channel: 'web', label: '' } },
  ]
  return {
    lead,
    parts: [lead],
    at: at(0),
    combined: { id: lead, fields: { firstName: value('Kofi'), lastName: value('Mensah') } },
    held: {
      leads: [{}],
      events: Array.from({ length: 23 }, () => ({})),
      lead_keys: [{}, {}],
      hand_offs: [{}],
      mails: [{}, {}],
      clocks: [],
    },
  }
}

const UNDONE = {
  state: 'done',
  by: 'sam',
  rows: 1221,
  done: 1221,
  left: 1176,
  restored: 41,
  kept: 4,
  because: { worked: 3, accepted: 1 },
  stays: [],
}

const imports = (at: (days: number) => string) => [
  {
    id: 'i1',
    state: 'done',
    fileName: 'expo-scans.csv',
    campaign: 'expo',
    bytes: 5000,
    rows: 1240,
    added: 1180,
    joined: 41,
    unchanged: 12,
    rejected: 7,
    error: null,
    by: 'sam',
    at: at(-0.1),
    undoableUntil: at(29.9),
    undo: null,
  },
  {
    id: 'i2',
    state: 'done',
    fileName: 'wrong-list.csv',
    campaign: 'renewals',
    bytes: 900,
    rows: 80,
    added: 80,
    joined: 0,
    unchanged: 0,
    rejected: 0,
    error: null,
    by: 'judith',
    at: at(-3),
    undoableUntil: null,
    undo: {
      ...UNDONE,
      rows: 80,
      done: 80,
      left: 78,
      restored: 0,
      kept: 2,
      at: at(-2.9),
      reason: 'Wrong list',
    },
  },
]

const CHECK = {
  rows: 1240,
  fresh: 1178,
  alike: 2,
  joining: 41,
  repeated: 2,
  unchanged: 12,
  rejected: 7,
  more: false,
  joins: [
    {
      line: 12,
      name: 'Kofi Mensah',
      lead: 'a',
      leadName: 'Kofi Mensah',
      company: 'Volta Systems',
      by: 'email',
    },
    { line: 31, name: 'Lea Fischer', lead: 'b', leadName: '', company: '', by: 'phone' },
  ],
  likenesses: [
    {
      line: 18,
      name: 'Benjamin Roth',
      lead: 'c',
      leadName: 'Ben Roth',
      company: 'Beta AG',
      reasons: [
        'Names that may be one, in short or in full: Ben Roth / Benjamin Roth',
        'Same company: Beta AG',
      ],
    },
    {
      line: 77,
      name: 'Omar Haddad',
      lead: 'd',
      leadName: 'Omar Hadad',
      company: 'Atlas',
      reasons: ['E-mail addresses a slip apart: omar@atlas.example / omar@atlsa.example'],
    },
  ],
}
