/**
 * All that a program needs to hand responses to Leadwright and to see what becomes of them; it needs Node 20 and nothing else.
 * The whole API: ../openapi.json, or GET /api/v1/openapi.json of a central.
 */
export interface NewResponse {
  /** Your own id of it: sent again with the same id, it changes nothing. So after a lost answer, send it again. */
  id: string
  /** Id or name; left out: the only one there is. */
  campaign?: string
  channel: 'web' | 'email' | 'expo' | 'partner' | 'import'
  label: string
  /** By a field of the catalog, or a header as in a file: 'E-Mail', 'Company size'. */
  fields: Record<string, string | number | boolean | null>
}

export interface Lead {
  route: string
  stage: 'open' | 'handedOff' | 'closed'
  score: { low: number; high: number; expected: number }
  handOffs: { id: string; route: string; channel: string; at: string }[]
}

/** What became of a lead at a channel. Commands name the version they were made for: refused with 409 when it changed meanwhile. */
export interface HandOff {
  id: string
  lead: string
  channel: string
  state: 'waiting' | 'delivered' | 'accepted' | 'returned' | 'won' | 'lost' | 'withdrawn'
  version: number
  rule: { index: number | null; text: string }
  steps: Record<string, string | null>
}

export type ReturnReason =
  | 'notInterested'
  | 'noAuthority'
  | 'noBudget'
  | 'wrongPerson'
  | 'wrongTerritory'
  | 'duplicate'
  | 'unreachable'
  | 'other'

export interface Outcome {
  outcome: 'won' | 'lost'
  value?: number
  /** ISO 4217. */
  currency?: string
  reason?: string
  /** ISO 8601; left out: now. */
  at?: string
}

/** What central refuses, in its words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    detail: string,
    /** Where in the input. */
    readonly errors: { pointer: string; detail: string }[] = [],
  ) {
    super(detail)
  }
}

/** `url` of a central, like https://leads.example.com; `token` of a service. */
export function leadwright(url: string, token: string) {
  async function call<T>(method: string, path: string, body?: unknown, tries = 5): Promise<T> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
    if (answer.ok) return (await answer.json()) as T
    if ([429, 503].includes(answer.status) && tries > 1) {
      const seconds = Number(answer.headers.get('retry-after') ?? 2)
      await new Promise((done) => setTimeout(done, seconds * 1000))
      return call(method, path, body, tries - 1)
    }
    const problem = (await answer.json()) as { detail?: string; title: string; errors?: Refused['errors'] }
    throw new Refused(answer.status, problem.detail ?? problem.title, problem.errors)
  }
  return {
    /** Gives the lead's id; `problems` are values that could not be used. */
    respond: (response: NewResponse) =>
      call<{ lead: string; outcome: string; problems: { pointer: string; detail: string }[] }>(
        'POST',
        '/responses',
        response,
      ),
    lead: (id: string) => call<Lead>('GET', `/leads/${id}`),
    handOff: (id: string) => call<HandOff>('GET', `/hand-offs/${id}`),
    accept: ({ id, version }: HandOff) => call<HandOff>('POST', `/hand-offs/${id}/accept`, { version }),
    /** Sends the lead back; `note` is read by the agent who calls next. */
    sendBack: ({ id, version }: HandOff, reason: ReturnReason, note = '') =>
      call<HandOff>('POST', `/hand-offs/${id}/return`, { version, reason, note }),
    /** Said again with something else in it, it is corrected. */
    settle: ({ id, version }: HandOff, outcome: Outcome) =>
      call<HandOff>('POST', `/hand-offs/${id}/outcome`, { version, ...outcome }),
  }
}
