import { adminPeople } from './en-admin-people.ts'

/** Texts of the administration screen. */
export const admin = {
  tab: {
    people: 'People',
    teams: 'Teams',
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
  ...adminPeople,
} as const
