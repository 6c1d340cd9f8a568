import type { NurtureCampaignInput } from '../../shared/api/nurture.ts'
import { addNurtureCampaign } from '../nurture/campaigns.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'

const DAY = 1440

/** Three mails in two languages, for leads that agents send to nurture: without an SMTP server they are files in the data folder. */
export const DEMO_NURTURE: NurtureCampaignInput = {
  name: 'Ideas for later',
  campaigns: null,
  routes: ['nurture'],
  language: 'en',
  enabled: true,
  from: { name: 'Leadwright demo', address: 'ideas@leadwright.example' },
  postalAddress: 'Leadwright demo, 1 Example Street, Exampletown',
  links: {
    guide: 'https://example.com/guide',
    prices: 'https://example.com/prices',
    stories: 'https://example.com/stories',
  },
  hours: { from: 9 * 60, to: 17 * 60, weekdaysOnly: true, zone: 'America/New_York' },
  cap: { mails: 2, days: 7 },
  steps: [
    {
      id: 'welcome',
      afterMinutes: 60,
      when: null,
      content: {
        en: {
          subject: 'A short guide, {{ firstName | default: "as promised" }}',
          text: `Hello{% if firstName %} {{ firstName }}{% endif %},

thank you for talking to us. Here is our short guide on how to choose: {{ links.guide }}

Best regards
{{ sender.name }}`,
          html: null,
        },
        de: {
          subject: 'Ein kurzer Leitfaden',
          text: `Guten Tag{% if firstName %} {{ firstName }} {{ lastName }}{% endif %},

danke für das Gespräch. Hier ist unser kurzer Leitfaden zur Auswahl: {{ links.guide }}

Beste Grüße
{{ sender.name }}`,
          html: null,
        },
      },
    },
    {
      id: 'stories',
      afterMinutes: 7 * DAY,
      when: { not: { field: 'need', in: ['curious'] } },
      content: {
        en: {
          subject: 'How others did it',
          text: `Hello{% if firstName %} {{ firstName }}{% endif %},

three companies{% if industry %} ({{ industry }} among them){% endif %} tell how they changed over: {{ links.stories }}

What it costs: {{ links.prices }}

{{ sender.name }}`,
          html: null,
        },
        de: {
          subject: 'Wie es andere gemacht haben',
          text: `Guten Tag{% if firstName %} {{ firstName }} {{ lastName }}{% endif %},

drei Unternehmen erzählen, wie sie umgestiegen sind: {{ links.stories }}

Was es kostet: {{ links.prices }}

{{ sender.name }}`,
          html: null,
        },
      },
    },
    {
      id: 'question',
      afterMinutes: 21 * DAY,
      when: null,
      content: {
        en: {
          subject: 'Has anything changed?',
          text: `Hello{% if firstName %} {{ firstName }}{% endif %},

three questions, half a minute: {{ form }}

If now is a better time, we will ring you.

{{ sender.name }}`,
          html: null,
        },
        de: {
          subject: 'Hat sich etwas getan?',
          text: `Guten Tag{% if firstName %} {{ firstName }} {{ lastName }}{% endif %},

drei Fragen, eine halbe Minute: {{ form }}

Wenn es jetzt besser passt, rufen wir Sie an.

{{ sender.name }}`,
          html: null,
        },
      },
    },
  ],
}

/** Made once the history is told: only who goes to nurture from now on is written to. Done again it adds nothing. */
export async function addDemoNurture(store: IngestDeps): Promise<void> {
  const made = await store.db.selectFrom('nurture_campaigns').select('id').limit(1).executeTakeFirst()
  if (!made) await addNurtureCampaign(store, DEMO_NURTURE)
}
