import type { AgentsReport } from '../../shared/api/agents-report.ts'
import type { FlowReport } from '../../shared/api/flow-report.ts'
import { type PayOffReport, PURCHASE_SPANS } from '../../shared/api/pay-off-report.ts'
import type { HandOffsReport } from '../../shared/api/reports.ts'
import type { CsvTables } from './csv.ts'

export const HAND_OFF_CSV = {
  // All of a step together without a route and a channel.
  steps: ({ steps, overall }) => ({
    header: ['Route', 'Channel', 'Step', 'Count', 'p50 seconds', 'p90 seconds', 'p95 seconds'],
    rows: [
      ...overall.steps.map((s) => ['', '', s.step, s.count, s.p50, s.p90, s.p95]),
      ...steps.map((s) => [s.route, s.channel, s.step, s.count, s.p50, s.p90, s.p95]),
    ],
  }),
  states: ({ states }) => ({
    header: ['Route', 'Channel', 'State', 'Count'],
    rows: states.map((s) => [s.route, s.channel, s.state, s.count]),
  }),
  rules: ({ rules }) => ({
    header: ['Policy', 'Rule', 'Words', 'Route', 'Sent', 'Reason', 'Returned'],
    rows: rules.flatMap(({ policyVersion, rule, text, route, sent, reasons }) => {
      const head = [policyVersion, rule === null ? '' : rule + 1, text, route, sent]
      const back = Object.entries(reasons)
      return back.length === 0 ? [[...head, '', 0]] : back.map(([reason, count]) => [...head, reason, count])
    }),
  }),
  outcomes: ({ outcomes }) => ({
    header: ['Route', 'Channel', 'Campaign', 'Outcome', 'Currency', 'Count', 'Value'],
    rows: outcomes.map((o) => [o.route, o.channel, o.campaign, o.outcome, o.currency, o.count, o.value]),
  }),
  overdue: ({ overdue }) => ({
    header: ['Campaign', 'Route', 'Step', 'Team', 'Owner', 'Count', 'Since'],
    rows: overdue.map((o) => [o.campaign, o.route, o.step, o.team ?? '', o.owner ?? '', o.count, o.since]),
  }),
} satisfies CsvTables<HandOffsReport>

export const FLOW_CSV = {
  funnel: ({ funnel }) => ({
    header: ['Stage', 'Leads'],
    rows: funnel.map((f) => [f.stage, f.count]),
  }),
  flows: ({ flows }) => ({
    header: ['Source', 'Route', 'Channel', 'Outcome', 'Leads'],
    rows: flows.map((f) => [f.source ?? '', f.route, f.channel ?? '', f.outcome, f.count]),
  }),
} satisfies CsvTables<FlowReport>

export const AGENTS_CSV = {
  questions: ({ questions }) => ({
    header: ['Route', 'Answers', 'Hand-offs'],
    rows: questions.map((q) => [q.route, q.answers, q.count]),
  }),
  agents: ({ agents }) => ({
    header: ['Agent', 'Rate', 'Count', 'Of', 'Low', 'High'],
    rows: agents.flatMap(({ name, returned, won }) => [
      [name, 'returned', returned.count, returned.of, returned.low, returned.high],
      [name, 'won', won.count, won.of, won.low, won.high],
    ]),
  }),
  returned: ({ agents }) => rateTable('Returned', agents, (a) => a.returned),
  won: ({ agents }) => rateTable('Won', agents, (a) => a.won),
} satisfies CsvTables<AgentsReport>

export const PAY_OFF_CSV = {
  channels: ({ channels }) => ({
    header: ['Channel', 'Hand-offs', 'Won', 'Cost', 'Cost at Sales', 'Currency', 'Value'],
    rows: channels.flatMap(({ channel, count, won, cost, costAtSales, values }) => {
      const head = [channel, count, won, cost, costAtSales]
      return values.length === 0
        ? [[...head, '', 0]]
        : values.map(({ currency, value }) => [...head, currency, value])
    }),
  }),
  timelines: ({ timelines }) => ({
    header: ['Purchase', 'Won', 'Prior share'],
    rows: timelines.map((t) => [
      t.span,
      t.count,
      PURCHASE_SPANS.find(({ id }) => id === t.span)?.prior ?? '',
    ]),
  }),
} satisfies CsvTables<PayOffReport>

type Agent = AgentsReport['agents'][number]

/** One share of each agent: of those who have any. */
const rateTable = (name: string, agents: readonly Agent[], of: (agent: Agent) => Agent['won']) => ({
  header: ['Agent', name, 'Of', 'Low', 'High'],
  rows: agents.filter((a) => of(a).of > 0).map((a) => [a.name, of(a).count, of(a).of, of(a).low, of(a).high]),
})
