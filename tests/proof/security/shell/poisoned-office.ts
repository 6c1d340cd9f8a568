import { DEMO_PASSWORD } from '../../../../central/demo/people.ts'
import { SCOPES } from '../../../../shared/api/accounts.ts'
import type { LeadPage } from '../../../../shared/api/api.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import type { CentralProcess } from '../../../e2e/support/central.ts'
import { nurtureOf } from '../nurture-of.ts'
import { PAYLOADS, shortPayload } from './payloads.ts'

const TEXT_FIELDS = [
  'firstName',
  'lastName',
  'jobTitle',
  'company',
  'website',
  'street',
  'postalCode',
  'city',
  'state',
  'currentSolution',
  'industry',
  'productInterest',
  'externalId',
  'responseLabel',
  'note',
]
const AREAS = [212, 404, 312, 303, 206]

const send = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body) })

/** By e-mail: who has the poisoned leads. */
export const POISONED = 'pwned'

/**
 * Puts scripts into everything that a person, a file or another program may write: every text of `leads` leads (each field has every
 * payload once where there are as many leads as payloads), and the names and texts of whatever else is shown. Returns how many texts.
 */
export async function poison(central: CentralProcess, leads: number): Promise<number> {
  let texts = 0
  const next = (): string => {
    texts += 1
    return shortPayload(1000 + texts)
  }
  const api = <T = unknown>(method: string, path: string, body: unknown) =>
    central.api<T>(path, send(method, body))
  const { campaigns } = await central.api<{ campaigns: { id: string; name: string }[] }>('/campaigns')
  const campaign = campaigns[0]!.id

  await api('PATCH', `/campaigns/${campaign}`, { name: next() })
  const policy = await central.api<Policy>(`/campaigns/${campaign}/policy`)
  await api('POST', `/campaigns/${campaign}/policy/publish`, {
    policy: poisonedPolicy(policy, next),
    note: next(),
    version: policy.version,
  })

  const team = await api<{ id: string }>('POST', '/teams', { name: next(), kind: 'partner', campaigns: null })
  const person = (who: string) => ({
    email: `${who}@leadwright.example`,
    name: next(),
    password: DEMO_PASSWORD,
  })
  await api('POST', '/people', { ...person('pwned-partner'), role: 'inbox', team: team.id })
  const agent = await api<{ id: string }>('POST', '/people', { ...person(POISONED), role: 'agent' })
  for (const id of ['ana', 'jo', 'sam', 'deepak']) await api('PATCH', `/people/${id}`, { name: next() })
  await api('POST', '/api-keys', { name: next(), scopes: SCOPES })
  await api('PUT', '/channels/web', {
    kind: 'link',
    url: 'https://shop.example/',
    mapping: [{ name: 'x', constant: next() }],
    mail: { subject: next(), text: next() },
  })
  await api('PUT', '/enrichers/pwned', {
    name: next(),
    url: 'https://enrich.example/?q={email}',
    fields: { companySize: `/${next()}` },
    enabled: false,
  })
  await api('PUT', '/distribution/partner', {
    rules: [{ name: next(), when: { field: 'country', in: ['US'] }, to: { team: team.id }, by: 'inbox' }],
  })
  await api('POST', '/nurture-campaigns', nurture(next))
  const list = new URLSearchParams({ name: next(), source: next() })
  await central.api(`/suppressions/pwned?${list}`, {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: 'email\nnobody@refused.example\n',
  })

  const columns = [...TEXT_FIELDS, next(), 'email', 'phone', 'country']
  const rows = Array.from({ length: leads }, (_, lead) => [
    ...TEXT_FIELDS.map((_field, f) => PAYLOADS[(lead + f * 13) % PAYLOADS.length]!),
    PAYLOADS[(lead + 7) % PAYLOADS.length]!,
    `p${lead}@pwned-${lead}.example`,
    `+1 ${AREAS[lead % AREAS.length]} 555 01${String(Math.floor(lead / AREAS.length) % 100).padStart(2, '0')}`,
    'US',
  ])
  // One that is refused, so that what it says is shown among the problems.
  const bad = [
    ...TEXT_FIELDS.map((f) => (f.endsWith('Name') ? '' : shortPayload(1))),
    '',
    next(),
    next(),
    next(),
  ]
  texts += leads * (TEXT_FIELDS.length + 1)
  await central.api(
    `/imports/pwned?${new URLSearchParams({
      campaign,
      fileName: `${next()}.csv`,
      map: JSON.stringify(Object.fromEntries(TEXT_FIELDS.map((f) => [f, f]))),
    })}`,
    { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: csvOf([columns, ...rows, bad]) },
  )
  for (const n of [1, 2])
    await api('POST', '/responses', {
      campaign,
      channel: 'web',
      label: next(),
      fields: { ...READY, lastName: next(), company: next(), email: `hot-${n}@pwned.example`, note: next() },
    })
  await giveTo(central, agent.id)
  return texts
}

/** As it is: what leaves by our own writer would be made harmless. */
const csvOf = (rows: string[][]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

const READY = {
  firstName: 'Hot',
  timeline: 'within3',
  need: 'urgent',
  budget: 'approved',
  decisionRole: 'decides',
  companySize: '700',
  country: 'US',
}

async function giveTo(central: CentralProcess, to: string): Promise<void> {
  let next: string | null = ''
  while (next !== null) {
    const page: LeadPage = await central.api(`/leads?limit=1000${next && `&cursor=${next}`}`)
    next = page.next
    const ours = page.leads.filter(
      (l) => l.stage === 'open' && JSON.stringify(l.lead.fields).includes('@pwned-'),
    )
    const leads = ours.map(({ lead, version }) => ({ id: lead.id, version }))
    if (leads.length > 0)
      await central.api('/assignments', send('POST', { leads, to, reason: shortPayload(2) }))
  }
}

/** The words that the walks look for stay. */
function poisonedPolicy(policy: Policy, next: () => string): Policy {
  const { script = { opening: '', closing: '', objections: [] } } = policy
  return {
    ...policy,
    name: next(),
    dimensions: policy.dimensions.map((d) => (d.id === 'fit' ? { ...d, label: next() } : d)),
    fields: policy.fields.map((f) => ({ ...f, question: `${f.question} ${next()}` })),
    ownFields: [
      ...(policy.ownFields ?? []),
      { id: 'own.pwned', label: next(), kind: 'choice', choices: [{ id: 'a', label: next() }] },
      { id: 'own.pwned2', label: next(), kind: 'text' },
    ],
    dispositions: policy.dispositions.map((d) => (d.id === 'spoke' ? d : { ...d, label: next() })),
    script: {
      opening: `${script.opening} {{ lastName }} ${next()}`,
      closing: `${script.closing} {{ company }} ${next()}`,
      objections: [...script.objections, { says: next(), answer: `${next()} {{ jobTitle }}` }],
    },
    consentTexts: { phone: next(), email: next() },
  }
}

const nurture = (next: () => string) =>
  nurtureOf(
    {
      subject: `{{ lastName }} ${next()}`,
      text: `{{ company }} ${next()} {{ unsubscribe }} {{ postalAddress }}`,
      html: `<p>{{ company }}</p>${PAYLOADS[1]}${next()}<p>{{ unsubscribe }} {{ postalAddress }}</p>`,
    },
    next,
  )
