import { adminCampaigns } from './en-admin-campaigns.ts'
import { adminChannels } from './en-admin-channels.ts'
import { adminDevices } from './en-admin-devices.ts'
import { adminDistribution } from './en-admin-distribution.ts'
import { adminEnrichers } from './en-admin-enrichers.ts'
import { adminKeys } from './en-admin-keys.ts'
import { adminNurture } from './en-admin-nurture.ts'
import { adminOutbox } from './en-admin-outbox.ts'
import { adminPeople } from './en-admin-people.ts'
import { adminPrivacy } from './en-admin-privacy.ts'

/** Texts of the administration screen. */
export const admin = {
  tab: {
    people: 'People',
    teams: 'Teams',
    keys: 'API keys',
    devices: 'Devices',
    quarantine: 'Quarantine',
    campaigns: 'Campaigns',
    distribution: 'Distribution',
    nurture: 'Nurture',
    enrichers: 'Enrichers',
    channels: 'Channels',
    deliveries: 'Deliveries',
    outbox: 'Outbox',
    suppressions: 'Suppression',
    erasure: 'Erasure',
  },
  group: { people: 'People & access', work: 'Work', outgoing: 'Outgoing', privacy: 'Privacy' },
  goTo: 'Administration: {{tab}}',
  nextTab: 'Next tab of administration',
  previousTab: 'Tab of administration before',
  stale: 'Somebody changed this meanwhile. Saved, yours takes its place; discarded, theirs is shown.',
  notSaved: 'Not saved',
  discard: 'Discard',
  discardOf: 'Discard what is not saved: {{name}}',
  discarded: 'Discarded.',
  asking: 'Asking central…',
  unreached: 'Central is not reached',
  again: 'Ask again',
  save: 'Save',
  saved: 'Saved.',
  remove: 'Remove',
  copy: 'Copy',
  copied: { yes: 'Copied.', no: 'It could not be copied: it is selected, copy it by hand.' },
  gotIt: 'I have it',
  more: 'Load more',
  count_one: '{{count}} line',
  count_other: '{{n}} lines',
  foundLeads: 'Leads found',
  moreLeads: '{{n}} more: go on typing',
  leadOfId: '{{press}}: the lead of this id',
  countMore_one: 'The latest',
  countMore_other: 'The latest {{n}}',
  to: 'To',
  subject: 'Subject',
  text: 'Text',
  ...adminPeople,
  ...adminCampaigns,
  ...adminKeys,
  ...adminPrivacy,
  ...adminChannels,
  ...adminDistribution,
  ...adminNurture,
  ...adminEnrichers,
  ...adminOutbox,
  ...adminDevices,
} as const
