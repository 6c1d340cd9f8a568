import type { AgentsReport } from '../../../../shared/api/agents-report.ts'
import type { FlowReport } from '../../../../shared/api/flow-report.ts'
import type { PayOffReport } from '../../../../shared/api/pay-off-report.ts'
import type { HandOffsReport } from '../../../../shared/api/reports.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const hot = { route: 'hot', channel: 'sales' } as const
const partner = { route: 'partner', channel: 'partner' } as const
const low = { route: 'low', channel: 'web' } as const
const nurture = { route: 'nurture', channel: 'nurture' } as const
const times = (count: number, p50: number, p90: number, p95: number) => ({ count, p50, p90, p95 })

/** A month of hand-offs. @param now epoch milliseconds */
const handOffs = (now: number): Omit<HandOffsReport, 'from' | 'to' | 'campaign'> => ({
  overall: {
    handOffs: 1350,
    reached: 702,
    steps: [
      { step: 'firstAttempt', ...times(245, 14 * MINUTE, 52 * MINUTE, 3.7 * HOUR) },
      { step: 'decided', ...times(1350, 16 * MINUTE, 6 * HOUR, 32 * HOUR) },
      { step: 'accepted', ...times(272, 38 * MINUTE, 9 * HOUR, 28 * HOUR) },
    ],
  },
  steps: [
    { ...hot, step: 'firstAttempt', ...times(214, 9 * MINUTE, 48 * MINUTE, 2.2 * HOUR) },
    { ...hot, step: 'decided', ...times(241, 22 * MINUTE, 3 * HOUR, 21 * HOUR) },
    { ...hot, step: 'delivered', ...times(241, 8, 40, 75) },
    { ...hot, step: 'accepted', ...times(220, 25 * MINUTE, 70 * MINUTE, 4.5 * HOUR) },
    { ...hot, step: 'firstAction', ...times(198, 31 * MINUTE, 5 * HOUR, 22 * HOUR) },
    { ...hot, step: 'outcome', ...times(96, 6 * DAY, 19 * DAY, 24 * DAY) },
    { ...partner, step: 'firstAttempt', ...times(31, 41 * MINUTE, 6 * HOUR, 20 * HOUR) },
    { ...partner, step: 'decided', ...times(74, 3 * MINUTE, 7 * HOUR, 26 * HOUR) },
    { ...partner, step: 'accepted', ...times(52, 5 * HOUR, 31 * HOUR, 2.5 * DAY) },
    { ...low, step: 'decided', ...times(402, 12, 5 * HOUR, 30 * HOUR) },
    { ...nurture, step: 'decided', ...times(633, 20, 9 * HOUR, 2 * DAY) },
  ],
  states: [
    { ...hot, state: 'delivered', count: 21 },
    { ...hot, state: 'accepted', count: 102 },
    { ...hot, state: 'won', count: 58 },
    { ...hot, state: 'lost', count: 38 },
    { ...hot, state: 'returned', count: 22 },
    { ...partner, state: 'delivered', count: 22 },
    { ...partner, state: 'accepted', count: 41 },
    { ...partner, state: 'won', count: 11 },
    { ...low, state: 'delivered', count: 377 },
    { ...low, state: 'withdrawn', count: 25 },
    { ...nurture, state: 'delivered', count: 571 },
    { ...nurture, state: 'withdrawn', count: 62 },
  ],
  rules: [
    {
      policyVersion: 3,
      rule: 1,
      text: 'Purchase timeline is within 3 months, and the score is at least 75',
      route: 'hot',
      sent: 219,
      returned: 14,
      reasons: { noBudget: 8, wrongPerson: 4, other: 2 },
    },
    {
      policyVersion: 3,
      rule: null,
      text: 'Set by hand',
      route: 'hot',
      sent: 22,
      returned: 8,
      reasons: { notInterested: 8 },
    },
    {
      policyVersion: 3,
      rule: 0,
      text: 'Territory is partner',
      route: 'partner',
      sent: 74,
      returned: 0,
      reasons: {},
    },
  ],
  outcomes: [
    { ...hot, campaign: 'expo', outcome: 'won', currency: 'EUR', count: 49, value: 812_400 },
    { ...hot, campaign: 'expo', outcome: 'won', currency: 'USD', count: 9, value: 77_000 },
    { ...hot, campaign: 'expo', outcome: 'lost', currency: '', count: 38, value: 0 },
    { ...partner, campaign: 'expo', outcome: 'won', currency: 'EUR', count: 11, value: 64_200 },
  ],
  overdue: [
    {
      campaign: 'expo',
      route: 'hot',
      step: 'accept',
      team: null,
      owner: null,
      count: 6,
      since: new Date(now - 5 * HOUR * 1000).toISOString(),
    },
    {
      campaign: 'expo',
      route: 'high',
      step: 'attempt',
      team: null,
      owner: 'ana',
      count: 3,
      since: new Date(now - 2 * DAY * 1000).toISOString(),
    },
  ],
})

const way = (
  source: FlowReport['flows'][number]['source'],
  to: { route: FlowReport['flows'][number]['route']; channel: FlowReport['flows'][number]['channel'] },
  outcome: FlowReport['flows'][number]['outcome'],
  count: number,
) => ({ source, ...to, outcome, count })

function agent(person: string, name: string, returned: Shares, won: Shares): AgentsReport['agents'][number] {
  const rate = ([count, of, low, high]: Shares) => ({ count, of, low, high })
  return { person, name, returned: rate(returned), won: rate(won) }
}
type Shares = readonly [count: number, of: number, low: number, high: number]

const flow: Pick<FlowReport, 'funnel' | 'flows'> = {
  funnel: [
    { stage: 'captured', count: 1640 },
    { stage: 'reached', count: 702 },
    { stage: 'decided', count: 1362 },
    { stage: 'handedOff', count: 1350 },
    { stage: 'accepted', count: 219 },
    { stage: 'won', count: 3 },
  ],
  flows: [
    way('expo', hot, 'open', 71),
    way('expo', hot, 'won', 41),
    way('expo', hot, 'lost', 20),
    way('expo', hot, 'returned', 9),
    way('web', hot, 'open', 52),
    way('web', hot, 'won', 17),
    way('web', hot, 'lost', 18),
    way('web', hot, 'returned', 13),
    way('expo', partner, 'open', 63),
    way('web', partner, 'won', 11),
    way('web', low, 'open', 302),
    way('import', low, 'open', 100),
    way('import', nurture, 'open', 410),
    way('web', nurture, 'open', 160),
    way('email', nurture, 'open', 63),
    way('web', { route: 'high', channel: null }, 'open', 48),
    way('expo', { route: 'needInfo', channel: null }, 'open', 94),
    way('import', { route: 'needInfo', channel: null }, 'open', 148),
  ],
}

const agents: Pick<AgentsReport, 'questions' | 'agents'> = {
  questions: [
    ...[12, 31, 74, 68, 39, 17].map((count, answers) => ({ route: 'hot' as const, answers, count })),
    ...[49, 15, 10].map((count, answers) => ({ route: 'partner' as const, answers, count })),
    ...[288, 71, 43].map((count, answers) => ({ route: 'low' as const, answers, count })),
  ],
  agents: [
    agent('ana', 'Ana Moreira', [7, 96, 0.036, 0.143], [24, 41, 0.433, 0.722]),
    agent('ben', 'Ben Okafor', [9, 71, 0.068, 0.224], [19, 33, 0.408, 0.728]),
    agent('chloe', 'Chloe Martin', [1, 12, 0.015, 0.354], [3, 4, 0.301, 0.954]),
    agent('deepak', 'Deepak Rao', [0, 3, 0, 0.562], [0, 0, 0, 1]),
  ],
}

const payOff: Pick<PayOffReport, 'channels' | 'timelines'> = {
  channels: [
    {
      channel: 'sales',
      count: 241,
      won: 58,
      cost: 1830,
      costAtSales: 1830,
      values: [
        { currency: 'EUR', value: 812_400 },
        { currency: 'USD', value: 77_000 },
      ],
    },
    { channel: 'web', count: 402, won: 0, cost: 804, costAtSales: 4020, values: [] },
    {
      channel: 'partner',
      count: 74,
      won: 11,
      cost: 378,
      costAtSales: 630,
      values: [{ currency: 'EUR', value: 64_200 }],
    },
    { channel: 'nurture', count: 633, won: 0, cost: 1266, costAtSales: 6330, values: [] },
  ],
  timelines: [
    { span: 'within3', count: 41 },
    { span: 'm3to6', count: 19 },
    { span: 'm7to12', count: 7 },
    { span: 'later', count: 2 },
  ],
}

const EMPTY: Record<string, object> = {
  'hand-offs': {
    overall: { handOffs: 0, reached: 0, steps: [] },
    steps: [],
    states: [],
    rules: [],
    outcomes: [],
    overdue: [],
  },
  flow: { funnel: flow.funnel.map(({ stage }) => ({ stage, count: 0 })), flows: [] },
  agents: { questions: [], agents: [] },
  'pay-off': { channels: [], timelines: payOff.timelines.map(({ span }) => ({ span, count: 0 })) },
}

/** One lead alone: it came, was handed to Sales and won. */
const ONE: Record<string, object> = {
  'hand-offs': {
    overall: {
      handOffs: 1,
      reached: 1,
      steps: [{ step: 'firstAttempt', ...times(1, 9 * MINUTE, 9 * MINUTE, 9 * MINUTE) }],
    },
    steps: [
      { ...hot, step: 'firstAttempt', ...times(1, 9 * MINUTE, 9 * MINUTE, 9 * MINUTE) },
      { ...hot, step: 'decided', ...times(1, 12 * MINUTE, 12 * MINUTE, 12 * MINUTE) },
      { ...hot, step: 'delivered', ...times(1, 0, 0, 0) },
    ],
    states: [{ ...hot, state: 'won', count: 1 }],
    rules: [
      {
        policyVersion: 3,
        rule: 1,
        text: 'Purchase timeline is within 3 months, and the score is at least 75',
        route: 'hot',
        sent: 1,
        returned: 0,
        reasons: {},
      },
    ],
    outcomes: [{ ...hot, campaign: 'expo', outcome: 'won', currency: 'EUR', count: 1, value: 12_400 }],
    overdue: [],
  },
  flow: {
    funnel: flow.funnel.map(({ stage }) => ({ stage, count: 1 })),
    flows: [way('web', hot, 'won', 1)],
  },
  agents: {
    questions: [{ route: 'hot', answers: 2, count: 1 }],
    agents: [agent('ana', 'Ana Moreira', [0, 1, 0, 0.793], [1, 1, 0.207, 1])],
  },
  'pay-off': {
    channels: [
      {
        channel: 'sales',
        count: 1,
        won: 1,
        cost: 7.6,
        costAtSales: 7.6,
        values: [{ currency: 'EUR', value: 12_400 }],
      },
    ],
    timelines: payOff.timelines.map(({ span }, i) => ({ span, count: i === 0 ? 1 : 0 })),
  },
}

/** A report by its name. @param many 0: nothing happened yet; 1: one lead came */
export function sampleReport(name: string, query: URLSearchParams, many: number, now: number): object {
  const of = { from: query.get('from') ?? '', to: query.get('to') ?? '', campaign: query.get('campaign') }
  const filled: Record<string, () => object> = {
    'hand-offs': () => handOffs(now),
    flow: () => flow,
    agents: () => agents,
    'pay-off': () => payOff,
  }
  return { ...of, ...(many === 0 ? EMPTY[name] : many === 1 ? ONE[name] : filled[name]?.()) }
}
