import { adminChannels } from './en-admin-channels.ts'
import { adminDevices } from './en-admin-devices.ts'
import { adminDistribution } from './en-admin-distribution.ts'
import { adminNurture } from './en-admin-nurture.ts'
import { adminOutbox } from './en-admin-outbox.ts'
import { adminPeople } from './en-admin-people.ts'

/** Texts of the administration screen. */
export const admin = {
  tab: {
    people: 'People',
    teams: 'Teams',
    channels: 'Channels',
    deliveries: 'Deliveries',
    distribution: 'Distribution',
    nurture: 'Nurture',
    outbox: 'Outbox',
    devices: 'Devices',
  },
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
  countMore_one: 'The latest',
  countMore_other: 'The latest {{n}}',
  to: 'To',
  subject: 'Subject',
  text: 'Text',
  ...adminPeople,
  ...adminChannels,
  ...adminDistribution,
  ...adminNurture,
  ...adminOutbox,
  ...adminDevices,
} as const
