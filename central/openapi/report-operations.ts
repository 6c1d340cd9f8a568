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
}
