import { FaultError } from '../../../../renderer/db/errors.ts'
import type { Api, ApiCall } from '../../../../renderer/flow/desk.ts'
import { officeNow } from '../../../setup/office-hours.ts'
import { adminAnswer } from './sample-admin.ts'
import { sampleBreaches, samplePairs } from './sample-duplicates.ts'
import { sampleEscalations } from './sample-escalations.ts'
import { SAMPLE_ACTIONS, SAMPLE_BRIEF, sampleHandOffs } from './sample-hand-offs.ts'
import { policyAnswer } from './sample-policies.ts'
import { PREVIEW, REASSIGNMENTS, sampleQueues } from './sample-queues.ts'
import { sampleReport } from './sample-reports.ts'

const now = officeNow()
const ago = (ms: number) => new Date(now - ms).toISOString()

/** Answers as central would give them, for looking at the team and import screens. */
const ANSWERS: Record<string, unknown> = {
  'GET leads': { duplicates: [], events: [] },
  'GET suppressions': {
    lists: [
      {
        id: 'internal',
        name: 'Do not call (our own)',
        source: 'Leads that asked not to be called',
        importedAt: ago(1e8),
        entries: 214,
      },
      {
        id: 'robinson',
        name: 'Robinson list',
        source: 'DDV, as of 1 November 2026',
        importedAt: ago(9e8),
        entries: 1_048_211,
      },
    ],
  },
  'PUT suppressions': {
    list: { id: 'uk-tps', name: 'UK TPS', source: 'TPS, November 2026', importedAt: ago(0) },
    entries: 81_204,
    added: 1204,
    removed: 17,
    rejected: 2,
    problems: [
      { line: 17, value: '0800', reason: 'has too few digits' },
      { line: 412, value: 'n/a@', reason: 'is no e-mail address' },
    ],
  },
  'DELETE suppressions': null,
  'POST imports': {
    encoding: 'UTF-8',
    delimiter: ',',
    rows: 1240,
    columns: [
      {
        header: 'Full Name',
        target: 'fullName',
        by: 'header',
        samples: ['Kofi Mensah', 'Lea Fischer', 'Omar Haddad'],
      },
      {
        header: 'E-Mail',
        target: 'email',
        by: 'header',
        samples: ['kofi@volta.example', 'lea@alpen.example'],
      },
      { header: 'Col 7', target: 'phone', by: 'values', samples: ['+49 40 555012', '+49 40 555014'] },
      { header: 'Internal remark', target: null, by: 'none', samples: ['call after lunch', ''] },
    ],
  },
  'PUT imports': {
    id: 'x',
    state: 'done',
    fileName: 'leads.csv',
    campaign: 'expo',
    bytes: 5000,
    rows: 1240,
    added: 1180,
    joined: 41,
    unchanged: 12,
    rejected: 7,
    invalid: 23,
    ignored: ['Internal remark'],
    error: null,
    problems: [
      { line: 17, column: 'E-Mail', value: 'kofi@@volta', reason: 'is no e-mail address', rejected: false },
      { line: 112, column: '', value: '', reason: 'the row has no way to reach the person', rejected: true },
    ],
  },
}

/** What a command makes of a hand-off. */
const CHANGED: Record<string, object> = {
  accept: { state: 'accepted' },
  return: { state: 'returned' },
  outcome: { state: 'won' },
  actions: { state: 'accepted' },
}

/** @param many how many likely duplicates and forbidden calls there are @param agents in the team; 0: a few, each in another state */
export const storyApi = (many = 40, agents = 0): Api => ({
  async request<T>(call: ApiCall<T>): Promise<T> {
    const [resource, ...rest] = call.path.split(/[/?]/)
    const name = `${call.method} ${resource}`
    const counted: Record<string, () => unknown> = {
      'GET duplicates': () => ({ duplicates: samplePairs(many, now), next: null }),
      'GET hand-offs': () =>
        rest[1] === 'brief.json'
          ? SAMPLE_BRIEF
          : rest.length === 1 && !rest[0]?.startsWith('state=')
            ? {
                ...sampleHandOffs(many, now, 'accepted').find((h) => h.id === rest[0]),
                actions: SAMPLE_ACTIONS,
              }
            : { handOffs: sampleHandOffs(many, now, rest.join()), next: null },
      'POST hand-offs': () => ({
        ...sampleHandOffs(many, now, 'delivered').find((h) => h.id === rest[0]),
        ...CHANGED[rest[1] ?? ''],
        version: 3,
      }),
      'GET queues': () => sampleQueues(many, agents),
      'POST reassignments': () => (rest[0] === 'preview' ? PREVIEW : REASSIGNMENTS[0]),
      'GET reassignments': () => (rest[0] ? REASSIGNMENTS[0] : { reassignments: REASSIGNMENTS }),
      'GET escalations': () => ({
        escalations: sampleEscalations(many, now, rest.join()),
        total: many,
        next: null,
      }),
      'GET reports': () => sampleReport(rest[0] ?? '', new URLSearchParams(rest[1]), many, now),
      'GET breaches': () => ({ breaches: sampleBreaches(many, now), next: null }),
    }
    const answer =
      counted[name]?.() ??
      policyAnswer(call as ApiCall<unknown>, now, many === 0) ??
      adminAnswer(call as ApiCall<unknown>, now, many) ??
      ANSWERS[name]
    if (answer !== undefined && !call.schema) return undefined as T
    if (answer === undefined || !call.schema)
      throw new FaultError({ kind: 'unavailable', message: 'Central is not reached.' }, { unreached: true })
    return call.schema.parse(answer)
  },
  url: (path) => `/api/v1/${path}`,
})
