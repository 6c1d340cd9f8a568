import type { Escalation } from '../../../../shared/api/escalations.ts'

const NAMES = ['Marcus Webb', 'Elena Fischer', 'Priya Raman', 'Tomasz Zielinski', 'Ngozi Eze', 'Ana Prado']
const COMPANIES = ['Bright Harbor', 'Alpenblick Logistik', 'Northwind Retail', 'Oak & Sons', 'Volta Energy']
const LEVELS = ['escalated', 'reassigned', 'nudged'] as const
const STEPS = ['attempt', 'accept', 'act'] as const

/** So many escalations in a state, the latest first. @param now epoch milliseconds */
export function sampleEscalations(many: number, now: number, query: string): Escalation[] {
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  const state = query.includes('resolved')
    ? 'resolved'
    : query.includes('acknowledged')
      ? 'acknowledged'
      : 'open'
  return Array.from({ length: many }, (_, i) => ({
    id: `01990000-0000-7000-a000-${String(999_999 - i).padStart(12, '0')}`,
    lead: `01990000-0000-7000-9000-${String(i).padStart(12, '0')}`,
    handOff: i % 3 === 0 ? null : `01990000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    campaign: 'expo',
    name: NAMES[i % NAMES.length] ?? '',
    company: COMPANIES[i % COMPANIES.length] ?? '',
    route: i % 3 === 0 ? 'high' : 'hot',
    step: STEPS[i % STEPS.length] ?? 'attempt',
    owner: null,
    // Of what was handed off every second one lies with a team, the others where nobody is yet.
    team: i % 3 === 1 ? 'sales-east' : null,
    startedAt: ago(300 + i * 9),
    dueAt: ago(60 + i * 9),
    level: query.includes('level=escalated') ? 'escalated' : (LEVELS[i % LEVELS.length] ?? 'nudged'),
    at: ago(5 + i * 4),
    state,
    acknowledged: state === 'open' ? null : { by: 'judith', at: ago(4) },
    resolved:
      state === 'resolved'
        ? { by: i % 2 ? 'system:central' : 'judith', at: ago(2), reason: 'Called them myself' }
        : null,
    version: 1,
  }))
}
