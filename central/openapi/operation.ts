/** What a route's schemas do not tell of it. */
export interface Operation {
  id: string
  tag: keyof typeof TAGS
  summary: string
  /** Media type of a body that is a stream. */
  takes?: string
  /** The answer of a route that has no schema for it; no media type: none but the status. */
  gives?: { status: 200 | 204; type?: string }
}

export const TAGS = {
  service: 'The service itself: is it up, what does it do, what can it be asked',
  accounts: 'Sessions, people, teams and keys',
  desk: 'What the desks do: the sync protocol and what goes with it',
  leads: 'Leads, and what comes in of them',
  imports: 'Files of leads; each is a stream, read row by row',
  team: 'Who works what',
  campaigns: 'Campaigns and their policies',
  policies: 'What a point is worth, which routes there are: as versions',
  channels: 'Where leads are handed off to, and what became of each',
  nurture: 'Campaigns of opt-in mail',
  mail: 'The mails that central sends, and mail that comes in',
  contact: 'Who may not be contacted, and what was done all the same',
} as const

export const none = { status: 204 } as const
