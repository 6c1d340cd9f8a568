import type { HandOffListed, HandOffRead } from '../../../../shared/api/hand-offs.ts'
import type { Brief } from '../../../../shared/brief/brief.ts'

const NAMES = ['Marcus Webb', 'Elena Fischer', 'Priya Raman', 'Tomasz Zielinski', 'Ngozi Eze', 'Ana Prado']
const COMPANIES = ['Bright Harbor', 'Alpenblick Logistik', 'Northwind Retail', 'Oak & Sons', 'Volta Energy']

/** So many hand-offs of each tab, the newest first. @param now epoch milliseconds */
export function sampleHandOffs(many: number, now: number, states: string): HandOffListed[] {
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  const state = states.includes('accepted') ? 'accepted' : states.includes('delivered') ? 'delivered' : 'won'
  return Array.from({ length: many }, (_, i) => {
    const decided = 4 + i * 11
    const accepted = state === 'delivered' ? null : ago(decided - 2)
    const name = NAMES[i % NAMES.length] ?? ''
    return {
      id: `01990000-0000-7000-8000-${String(999_999 - i).padStart(12, '0')}`,
      lead: `01990000-0000-7000-9000-${String(i).padStart(12, '0')}`,
      campaign: 'expo',
      route: i % 3 === 2 ? 'partner' : 'hot',
      channel: i % 3 === 2 ? 'partner' : 'sales',
      rule: { index: 1, text: 'Purchase timeline is Within 3 months, and the score is at least 75' },
      policyVersion: 3,
      asOf: ago(decided).slice(0, 10),
      score: { low: 78, high: 91, expected: 82.4 },
      state,
      version: 2,
      team: null,
      owner: null,
      steps: {
        capturedAt: ago(decided + 190),
        firstAttemptAt: ago(decided + 31),
        decidedAt: ago(decided),
        deliveredAt: ago(decided),
        acceptedAt: accepted,
        firstActionAt: state === 'won' ? ago(decided - 3) : null,
        outcomeAt: state === 'won' ? ago(1) : null,
      },
      returned: null,
      outcome: null,
      due: state === 'won' ? null : { step: state === 'accepted' ? 'act' : 'accept', at: ago(decided - 60) },
      person: {
        name,
        company: COMPANIES[i % COMPANIES.length] ?? '',
        jobTitle: 'Operations manager',
        email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
        phone: '+17575550142',
        country: 'US',
      },
    }
  })
}

export const SAMPLE_ACTIONS: HandOffRead['actions'] = [
  { kind: 'call', note: 'Wants an offer by Friday', by: 'judith', at: '2026-11-24T09:00:00.000Z' },
]

export const SAMPLE_BRIEF: Brief = {
  lead: '01990000-0000-7000-9000-000000000000',
  name: 'Marcus Webb',
  about: 'Operations manager, Bright Harbor, Norfolk, Virginia, the United States',
  stops: [],
  sections: [
    {
      id: 'reach',
      title: 'How to reach them',
      lines: [
        {
          label: 'Phone',
          text: '+1 757 555 0142',
          note: 'fixed or mobile; may be called now, until 24 Nov 20:00 there',
        },
        { label: 'E-mail', text: 'marcus@example.com', note: 'company domain' },
      ],
    },
    {
      id: 'why',
      title: 'Why now',
      lines: [
        { label: 'Route', text: 'Hot, to Sales within 60 minutes', note: '' },
        {
          label: 'Because',
          text: 'Purchase timeline is Within 3 months, and the score is at least 75',
          note: '',
        },
        { label: 'Score', text: '82 of 100', note: 'between 78 and 91' },
      ],
    },
    {
      id: 'opening',
      title: 'Suggested opening',
      lines: [
        {
          label: '',
          text: 'You told Ana on Tuesday that your present system must be replaced before the spring season, and asked for prices.',
          note: '',
        },
      ],
    },
    {
      id: 'said',
      title: 'What they said',
      lines: [
        { label: 'Need', text: 'Replace a system', note: 'Ana, 17 Nov' },
        { label: 'Budget', text: 'Planned', note: 'web form, 3 Nov' },
        { label: 'Decision role', text: 'Recommends', note: 'Ana, 17 Nov' },
      ],
    },
  ],
  made: 'Made on 24 November 2026, 10:00. Times are those of New York.',
}
