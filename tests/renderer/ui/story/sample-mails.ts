/** Mails and a nurture campaign as central would list them. @param at days from now, as an ISO instant */
export function sampleMails(at: (days: number) => string) {
  return [
    {
      kind: 'handOff',
      state: 'sent',
      subject: 'Hot lead: Marcus Webb, Bright Harbor',
      to: 'ines@leadwright.example',
    },
    {
      kind: 'nurture',
      state: 'bounced',
      subject: 'Three things to know about warehouses',
      to: 'lea@alpen.example',
    },
    {
      kind: 'invitation',
      state: 'waiting',
      subject: 'You are invited to Leadwright',
      to: 'otto@volta.example',
    },
  ].map((mail, i) => ({
    ...mail,
    id: `01990000-0000-7000-8000-00000000002${i}`,
    lead: null,
    at: at(-0.1 * i - 0.02),
    sentAt: mail.state === 'waiting' ? null : at(-0.1 * i - 0.01),
    attempts: mail.state === 'waiting' ? 0 : 1,
    lastError: mail.state === 'bounced' ? '550 5.1.1 There is no such mailbox' : null,
  }))
}

export const MAIL_TEXT =
  'Good morning Ines,\n\nMarcus Webb wants to replace a system within three months.\n\nAccept: https://leads.example.com/l/accept/abc'

export const NURTURE = {
  id: '01990000-0000-7000-8000-000000000031',
  version: 4,
  name: 'Warm until spring',
  campaigns: null,
  routes: ['nurture', 'low'],
  language: 'en',
  enabled: true,
  from: { name: 'Bright Harbor', address: 'news@leads.example.com' },
  postalAddress: 'Harbor Road 1, Norfolk',
  links: { prices: 'https://shop.example.com/prices' },
  hours: { from: 480, to: 1080, weekdaysOnly: true, zone: 'UTC' },
  cap: { mails: 2, days: 7 },
  steps: [
    {
      id: 'hello',
      afterMinutes: 0,
      when: null,
      content: {
        en: {
          subject: 'Good to meet you, {{ firstName }}',
          text: 'Hello {{ firstName }},\n\nhere we are.\n\n{{ unsubscribe }}',
          html: null,
        },
      },
    },
    {
      id: 'prices',
      afterMinutes: 4320,
      when: { field: 'need', in: ['replace'] },
      content: { en: { subject: 'What it costs', text: 'See {{ links.prices }}', html: '<p>See</p>' } },
    },
  ],
  figures: {
    enrolled: 806,
    active: 512,
    sent: 2210,
    clicked: 188,
    replied: 31,
    unsubscribed: 22,
    bounced: 14,
    complained: 1,
    cameBack: { hot: 9, high: 27 },
  },
}

export const PREVIEW = {
  to: 'jane.doe@example.com',
  language: 'en',
  subject: 'Good to meet you, Jane',
  text: 'Hello Jane,\n\nhere we are.\n\nhttps://leads.example.com/l/unsubscribe/preview',
  html: '<p>Hello Jane,</p>',
}

export const sampleEnrolments = (at: (days: number) => string) =>
  [
    { state: 'active', reason: 'cap', nextAt: at(2) },
    { state: 'waiting', reason: 'noConsent', nextAt: null },
    { state: 'ended', reason: 'unsubscribed', nextAt: null },
    { state: 'paused', reason: 'stopped', nextAt: null },
  ].map((e, i) => ({
    ...e,
    id: `01990000-0000-7000-8000-00000000004${i}`,
    lead: `01990000-0000-7000-9000-00000000004${i}`,
    handOff: `01990000-0000-7000-9000-00000000005${i}`,
    lastStep: 'hello',
    sent: i + 1,
    enrolledAt: at(-9),
    endedAt: e.state === 'ended' ? at(-1) : null,
    cameBackTo: null,
  }))
