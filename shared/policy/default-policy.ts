import type { Policy } from './policy.ts'

/** The policy a new campaign starts with. Its numbers are those of the design's pictures. */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  name: 'Default',
  dimensions: [
    { id: 'timing', label: 'Timing', weight: 30 },
    { id: 'need', label: 'Need', weight: 25 },
    { id: 'budget', label: 'Budget', weight: 18 },
    { id: 'authority', label: 'Authority', weight: 15 },
    { id: 'fit', label: 'Fit', weight: 7 },
    { id: 'engagement', label: 'Engagement', weight: 5 },
  ],
  fields: [
    {
      field: 'timeline',
      dimension: 'timing',
      share: 1,
      question: 'When do you expect to have this in place?',
      answers: [
        { id: 'within3', share: 1 },
        { id: 'm3to6', share: 0.7 },
        { id: 'm7to12', share: 0.35 },
        { id: 'later', share: 0.1 },
        { id: 'researching', share: 0 },
      ],
      halfLifeDays: 45,
      staleAfterDays: 180,
      reaskDays: 14,
    },
    {
      field: 'need',
      dimension: 'need',
      share: 1,
      question: 'What made you look into this now?',
      answers: [
        { id: 'urgent', share: 1 },
        { id: 'replace', share: 0.8 },
        { id: 'extend', share: 0.5 },
        { id: 'curious', share: 0 },
      ],
      halfLifeDays: null,
      staleAfterDays: 365,
      reaskDays: 14,
    },
    {
      field: 'budget',
      dimension: 'budget',
      share: 1,
      question: 'Has a budget been set aside?',
      answers: [
        { id: 'approved', share: 1 },
        { id: 'planned', share: 0.6 },
        { id: 'none', share: 0 },
      ],
      halfLifeDays: 120,
      staleAfterDays: 365,
      reaskDays: 14,
    },
    {
      field: 'decisionRole',
      dimension: 'authority',
      share: 1,
      question: 'Who else is involved in choosing?',
      answers: [
        { id: 'decides', share: 1 },
        { id: 'recommends', share: 0.7 },
        { id: 'uses', share: 0.25 },
        { id: 'none', share: 0 },
      ],
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 14,
    },
    {
      field: 'companySize',
      dimension: 'fit',
      share: 4 / 7,
      question: 'How many people work at your company?',
      answers: [
        { id: 's1to19', share: 0 },
        { id: 's20to119', share: 0.5 },
        { id: 's120to500', share: 0.75 },
        { id: 's501up', share: 1 },
      ],
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 30,
    },
    {
      field: 'currentSolution',
      dimension: 'fit',
      share: 3 / 7,
      question: 'What do you use for this today?',
      answers: [
        { id: 'competitor', share: 1 },
        { id: 'spreadsheet', share: 2 / 3 },
        { id: 'inHouse', share: 1 / 3 },
        { id: 'nothing', share: 1 / 3 },
      ],
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 30,
    },
    {
      field: 'territory',
      dimension: null,
      share: 0,
      question: null,
      answers: [
        { id: 'direct', share: 0 },
        { id: 'partner', share: 0 },
      ],
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 30,
    },
    {
      field: 'responses',
      dimension: 'engagement',
      share: 1,
      question: null,
      answers: [
        { id: '0', upTo: 0, share: 0 },
        { id: '1', upTo: 1, share: 0.2 },
        { id: '2', upTo: 2, share: 0.4 },
        { id: '3', upTo: 3, share: 0.6 },
        { id: '4', upTo: 4, share: 0.8 },
        { id: '5', share: 1 },
      ],
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 30,
    },
  ],
  rules: [
    {
      route: 'partner',
      when: {
        any: [
          { field: 'territory', in: ['partner'] },
          { field: 'companySize', in: ['s1to19'] },
        ],
      },
    },
    {
      route: 'hot',
      when: {
        all: [
          { field: 'timeline', in: ['within3'] },
          { field: 'decisionRole', in: ['decides', 'recommends'] },
          { score: { min: 75 } },
        ],
      },
    },
    {
      route: 'nurture',
      when: { all: [{ field: 'timeline', in: ['m7to12', 'later', 'researching'] }, { score: { min: 35 } }] },
    },
    { route: 'high', when: { score: { min: 55 } } },
    { route: 'low', when: { all: [] } },
  ],
  routes: {
    hot: { channel: 'sales', slaMinutes: 60, cost: 10 },
    high: { channel: 'callCenter', slaMinutes: 240, cost: 3 },
    needInfo: { channel: 'callCenter', slaMinutes: 480, cost: 1 },
    low: { channel: 'web', slaMinutes: null, cost: 2 },
    partner: { channel: 'partner', slaMinutes: 1440, cost: 6 },
    nurture: { channel: 'nurture', slaMinutes: 2880, cost: 2 },
  },
  dispositions: [
    {
      id: 'noAnswer',
      label: 'No answer',
      key: 'n',
      flags: {
        humanAnswered: false,
        rightParty: false,
        unworkable: false,
        doNotCall: false,
        completed: false,
      },
      recycleMinutes: 180,
    },
    {
      id: 'voicemail',
      label: 'Voicemail',
      key: 'v',
      flags: {
        humanAnswered: false,
        rightParty: false,
        unworkable: false,
        doNotCall: false,
        completed: false,
      },
      recycleMinutes: 1440,
    },
    {
      id: 'dropped',
      label: 'Call dropped',
      key: 'l',
      flags: {
        humanAnswered: false,
        rightParty: false,
        unworkable: false,
        doNotCall: false,
        completed: false,
      },
      recycleMinutes: 0,
    },
    {
      id: 'callBack',
      label: 'Call back…',
      key: 'c',
      flags: { humanAnswered: true, rightParty: true, unworkable: false, doNotCall: false, completed: false },
      recycleMinutes: 1440,
    },
    {
      id: 'notInterested',
      label: 'Not interested',
      key: 'i',
      flags: { humanAnswered: true, rightParty: true, unworkable: true, doNotCall: false, completed: true },
      recycleMinutes: 0,
    },
    {
      id: 'wrongNumber',
      label: 'Wrong number',
      key: 'w',
      flags: { humanAnswered: true, rightParty: false, unworkable: true, doNotCall: false, completed: false },
      recycleMinutes: 0,
    },
    {
      id: 'doNotCall',
      label: 'Do not call',
      key: 'x',
      flags: { humanAnswered: true, rightParty: true, unworkable: true, doNotCall: true, completed: true },
      recycleMinutes: 0,
    },
    {
      id: 'spoke',
      label: 'Spoke',
      key: 's',
      flags: { humanAnswered: true, rightParty: true, unworkable: false, doNotCall: false, completed: true },
      recycleMinutes: 1440,
    },
  ],
  contact: { hours: null, attempts: [{ max: 3, hours: 24 }], onHolidays: false },
  script: {
    opening:
      'Good day, am I speaking with {{ firstName }} {{ lastName }}? This is {{ agent }}, calling about {{ campaign }}. You got in touch with us ({{ response }}), so I would like to hear what you are looking for at {{ company }}. Do you have three minutes now, or is another time better?',
    closing:
      'Thank you, {{ firstName }}. I will pass on what you told me, so that nobody asks you the same again. Is {{ email }} the right address for what we send you?',
    objections: [
      {
        says: 'I have no time now',
        answer:
          'Of course. When does it suit you better: later today, or tomorrow at about this time? I will write it down, and it will take three minutes.',
      },
      {
        says: 'Where did you get my number?',
        answer:
          'You gave it to us yourself: {{ response }}. If you would rather not be called, I will put that down at once, and nobody will call again.',
      },
      {
        says: 'Just send me an e-mail',
        answer:
          'Gladly. So that it says what matters to you: what made you look into this now? And is {{ email }} the right address?',
      },
      {
        says: 'We already have something',
        answer: 'That is good to know. What works well about it, and what would you change if you could?',
      },
      {
        says: 'It is too expensive',
        answer:
          'I understand. I am not calling to sell today. Has a budget been set aside for this, or will that come later?',
      },
      {
        says: 'I do not decide that',
        answer: 'Thank you for telling me. Who is involved in choosing, and what matters to them?',
      },
      {
        says: 'We are not interested',
        answer:
          'Thank you for saying so plainly. Is it the wrong time, or the wrong thing? Then I will put it down rightly and leave you in peace.',
      },
      {
        says: 'Are you a recording?',
        answer:
          'No, I am {{ agent }}, and I have your details from {{ response }} in front of me. Shall I tell you what they say?',
      },
    ],
  },
  maxAttempts: 6,
  partnerTerritories: ['BR', 'MX', 'ZA', 'PT'],
  callFirst: false,
}
