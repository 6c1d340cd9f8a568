import { fold } from '../../shared/events/fold.ts'
import type { Lead } from '../../shared/lead/lead.ts'

const ID = '00000000-0000-7000-8000-000000000001'

/** Somebody made up, for previews and for trying templates: with a name that must be escaped. */
export const SAMPLE: Lead = fold(null, [
  {
    id: ID,
    leadId: ID,
    stamp: '2026-11-02T09:00:00.000Z-0000-sample',
    actor: 'system:sample',
    device: 'sample',
    type: 'lead.captured',
    payload: {
      campaign: 'sample',
      channel: 'web',
      label: 'Sample',
      at: '2026-11-02T09:00:00.000Z',
      fields: {
        firstName: 'Ann',
        lastName: 'O’Neill',
        jobTitle: 'Head of operations',
        email: 'ann.oneill@example.com',
        language: 'en',
        company: 'Smith & Daughters',
        website: 'https://example.com/',
        city: 'Galway',
        country: 'IE',
        timeline: 'm7to12',
        budget: 'planned',
        decisionRole: 'recommends',
        need: 'replace',
        companySize: 's20to119',
        industry: 'services',
        productInterest: 'Planning',
      },
    },
  },
])
