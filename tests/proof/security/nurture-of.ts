/** A nurture campaign of one mail, not sent by itself. @param text makes its other texts; left out: plain ones */
export const nurtureOf = (
  mail: { subject: string; text: string; html: string | null },
  text: (usual: string) => string = (usual) => usual,
) => ({
  name: text('Later'),
  campaigns: null,
  routes: [],
  language: 'en',
  enabled: false,
  from: { name: text('Oak'), address: 'oak@example.com' },
  postalAddress: text('1 Oak Street'),
  links: {},
  hours: { from: 540, to: 1020, weekdaysOnly: true, zone: 'Europe/London' },
  cap: { mails: 1, days: 7 },
  steps: [{ id: 'one', afterMinutes: 0, when: null, content: { en: mail } }],
})
