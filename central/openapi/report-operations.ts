import type { Operation } from './operation.ts'

const csv = { status: 200, type: 'text/csv' } as const

/** Of reports: each as a whole, and one of its tables as CSV. */
export const REPORT_OPERATIONS: Record<string, Operation> = {
  'GET /reports/hand-offs': {
    id: 'reportHandOffs',
    tag: 'team',
    summary:
      'How long each step took, what was sent back by which rule, what was won and lost, what is overdue',
  },
  'GET /reports/hand-offs.csv': {
    id: 'reportHandOffsTable',
    tag: 'team',
    summary: 'One table of the report on hand-offs',
    gives: csv,
  },
  'GET /reports/flow': {
    id: 'reportFlow',
    tag: 'team',
    summary: 'What became of the leads captured in a time: stage by stage, and from source to outcome',
  },
  'GET /reports/flow.csv': {
    id: 'reportFlowTable',
    tag: 'team',
    summary: 'One table of the report on the flow of leads',
    gives: csv,
  },
  'GET /reports/agents': {
    id: 'reportAgents',
    tag: 'team',
    summary: 'How many questions decisions took, and what became of what each agent decided, with intervals',
  },
  'GET /reports/agents.csv': {
    id: 'reportAgentsTable',
    tag: 'team',
    summary: 'One table of the report on questions and agents',
    gives: csv,
  },
  'GET /reports/pay-off': {
    id: 'reportPayOff',
    tag: 'team',
    summary: 'What each channel brought and cost beside all to Sales, and how long purchases took',
  },
  'GET /reports/pay-off.csv': {
    id: 'reportPayOffTable',
    tag: 'team',
    summary: 'One table of the report on pay-off',
    gives: csv,
  },
}
