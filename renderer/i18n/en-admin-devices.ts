/** Texts of devices. */
export const adminDevices = {
  devices: {
    count_one: '{{count}} device',
    count_other: '{{n}} devices',
    filter: 'Filter by person or device',
    none: 'Nobody has signed in yet',
    choose: 'No device chosen',
    hint: 'Each machine that somebody signed in from. A lost one is revoked here.',
    person: 'Person',
    name: 'Device',
    seen: 'Last seen',
    never: 'never',
    waiting: 'Unsynced',
    parked: 'Refused',
    state: 'State',
    states: { used: 'In use', revoked: 'Revoked', wiped: 'Wiped' },
    wipedAt: 'Wiped itself',
    revoke: 'Revoke',
    revokeHint:
      'Revoked, it may hand in what waits on it, which is kept in quarantine, and nothing else; then it wipes itself.',
    waits_one: 'One change on it is not synced yet.',
    waits_other: '{{n}} changes on it are not synced yet.',
    revoked: '{{name}} is revoked.',
    revokedBy: 'Revoked by {{name}}, {{at}}: {{reason}}',
    reinstate: 'Take the revocation back',
    reinstated: '{{name}} may be used again.',
  },
} as const
