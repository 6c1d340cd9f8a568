import { DEVICE_OPERATIONS } from './device-operations.ts'
import { NURTURE_OPERATIONS } from './nurture-operations.ts'

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
  channels: 'Where leads are handed off to, and what became of each',
  nurture: 'Campaigns of opt-in mail',
  mail: 'The mails that central sends, and mail that comes in',
  contact: 'Who may not be contacted, and what was done all the same',
} as const

const none = { status: 204 } as const

/** By method and path under /api/v1. A route that is new and not named here is described by its address. */
export const OPERATIONS: Record<string, Operation> = {
  'GET /health': { id: 'health', tag: 'service', summary: 'Whether the service is alive' },
  'GET /ready': {
    id: 'ready',
    tag: 'service',
    summary: 'Whether requests should be sent here: the database answers and has this program’s tables',
  },
  'GET /metrics': {
    id: 'metrics',
    tag: 'service',
    summary: 'Measurements of this process, in the Prometheus text format',
    gives: { status: 200, type: 'text/plain' },
  },
  'GET /openapi.json': {
    id: 'openapi',
    tag: 'service',
    summary: 'This document',
    gives: { status: 200, type: 'application/json' },
  },
  'POST /session': { id: 'signIn', tag: 'accounts', summary: 'Sign in; the session is a cookie' },
  'GET /session': { id: 'readSession', tag: 'accounts', summary: 'Who is signed in' },
  'DELETE /session': { id: 'signOut', tag: 'accounts', summary: 'Sign out', gives: none },
  'GET /people': { id: 'listPeople', tag: 'accounts', summary: 'All people' },
  'POST /people': {
    id: 'addPerson',
    tag: 'accounts',
    summary: 'Add a person; without a password they are invited to choose one',
  },
  'PATCH /people/:id': {
    id: 'changePerson',
    tag: 'accounts',
    summary: 'Change a person; switched off, or with a new password, they are signed out',
  },
  'GET /teams': { id: 'listTeams', tag: 'accounts', summary: 'The teams; for a supervisor of one, that one' },
  'POST /teams': { id: 'addTeam', tag: 'accounts', summary: 'Add a team' },
  'PUT /teams/:id': {
    id: 'replaceTeam',
    tag: 'accounts',
    summary: 'Change a team: its name, and the campaigns whose pool it works',
  },
  'DELETE /teams/:id': {
    id: 'deleteTeam',
    tag: 'accounts',
    summary: 'Take a team away that nobody is in',
    gives: none,
  },
  'POST /people/:id/invitation': {
    id: 'invitePerson',
    tag: 'accounts',
    summary: 'Invite a person to choose a password, or a new one; an earlier invitation is void',
  },
  'POST /invitations/accept': {
    id: 'acceptInvitation',
    tag: 'accounts',
    summary: 'Choose one’s password by the token of an invitation',
    gives: none,
  },
  'POST /session/password': {
    id: 'changeOwnPassword',
    tag: 'accounts',
    summary: 'Change one’s own password; one’s other sessions end',
    gives: none,
  },
  'GET /api-keys': { id: 'listApiKeys', tag: 'accounts', summary: 'All API keys, without what they are' },
  'POST /api-keys': {
    id: 'addApiKey',
    tag: 'accounts',
    summary: 'Make an API key; what it is stands in this answer alone',
  },
  'DELETE /api-keys/:id': {
    id: 'revokeApiKey',
    tag: 'accounts',
    summary: 'Revoke an API key',
    gives: none,
  },
  'POST /sync': {
    id: 'sync',
    tag: 'desk',
    summary: 'One round: send events, get what changed since the cursor',
  },
  'GET /poke': {
    id: 'poke',
    tag: 'desk',
    summary: 'A line that says when to ask for changes, as server-sent events',
    gives: { status: 200, type: 'text/event-stream' },
  },
  'POST /pool/claim': {
    id: 'claimLead',
    tag: 'desk',
    summary: 'Take the next lead of the pool that may be called now',
  },
  'POST /contact-check': {
    id: 'checkContact',
    tag: 'desk',
    summary: 'Whether a lead’s number may be called, and from when',
  },
  'GET /leads': {
    id: 'listLeads',
    tag: 'leads',
    summary: 'Leads with their route, score and hand-offs, in pages',
  },
  'GET /leads/:id': { id: 'readLead', tag: 'leads', summary: 'One lead, by the id of any of its parts' },
  'GET /leads/:id/events': { id: 'listLeadEvents', tag: 'leads', summary: 'All that happened to a lead' },
  'GET /leads/:id/duplicates': {
    id: 'listLeadDuplicates',
    tag: 'leads',
    summary: 'Leads that may be the same person, with the reasons',
  },
  'GET /leads/:id/brief.html': {
    id: 'readLeadBriefPage',
    tag: 'leads',
    summary: 'One page on a lead, to read or to print',
    gives: { status: 200, type: 'text/html' },
  },
  'GET /leads/:id/brief.txt': {
    id: 'readLeadBriefText',
    tag: 'leads',
    summary: 'One page on a lead, to send',
    gives: { status: 200, type: 'text/plain' },
  },
  'GET /duplicates': {
    id: 'listDuplicates',
    tag: 'leads',
    summary: 'Pairs of leads that may be one person, in pages',
  },
  'POST /responses': {
    id: 'addResponse',
    tag: 'leads',
    summary:
      'A person responded; joins the lead it belongs to, or makes one. Sent again with its id it changes nothing',
  },
  'POST /imports/preview': {
    id: 'previewImport',
    tag: 'imports',
    summary: 'What would be made of the head of a file',
    takes: 'text/csv',
  },
  'PUT /imports/:id': {
    id: 'runImport',
    tag: 'imports',
    summary:
      'Import a file; the answer comes when it is done. Sent again, rows that are there change nothing',
    takes: 'text/csv',
  },
  'GET /imports/:id': { id: 'readImport', tag: 'imports', summary: 'How far an import is' },
  'DELETE /imports/:id': {
    id: 'cancelImport',
    tag: 'imports',
    summary: 'Cancel an import; what was written stays',
    gives: none,
  },
  'GET /imports/:id/problems.csv': {
    id: 'listImportProblems',
    tag: 'imports',
    summary: 'All problems of an import, with line, column and reason',
    gives: { status: 200, type: 'text/csv' },
  },
  'POST /assignments': {
    id: 'assignLeads',
    tag: 'team',
    summary: 'Give leads to a person or to the pool; those changed meanwhile are named',
  },
  'GET /queues': { id: 'listQueues', tag: 'team', summary: 'Each person’s queue and the pool' },
  'GET /campaigns': { id: 'listCampaigns', tag: 'campaigns', summary: 'All campaigns' },
  'POST /campaigns': {
    id: 'addCampaign',
    tag: 'campaigns',
    summary: 'Make a campaign, under the default policy',
  },
  'GET /campaigns/:id/policy': { id: 'readPolicy', tag: 'campaigns', summary: 'The policy in force' },
  'PUT /campaigns/:id/policy': {
    id: 'publishPolicy',
    tag: 'campaigns',
    summary: 'Put a policy in force, as a new version; the leads are decided by it',
  },
  'GET /enrichers': {
    id: 'listEnrichers',
    tag: 'channels',
    summary: 'Services that are asked what they know of a lead, without what their headers hold',
  },
  'PUT /enrichers/:id': { id: 'saveEnricher', tag: 'channels', summary: 'Makes an enricher or changes one' },
  'DELETE /enrichers/:id': {
    id: 'deleteEnricher',
    tag: 'channels',
    summary: 'Removes an enricher; what it told stays',
  },
  'POST /enrichers/:id/test': {
    id: 'testEnricher',
    tag: 'channels',
    summary: 'What an enricher says of a lead; nothing is stored',
  },
  'GET /channels': { id: 'listChannels', tag: 'channels', summary: 'All channels that were set up' },
  'GET /channels/:id': { id: 'readChannel', tag: 'channels', summary: 'A channel, without its secrets' },
  'PUT /channels/:id': {
    id: 'putChannel',
    tag: 'channels',
    summary:
      'Give a channel a webhook, for all campaigns (sales) or one (sales@spring); the secret of a new one comes back this once',
  },
  'DELETE /channels/:id': {
    id: 'deleteChannel',
    tag: 'channels',
    summary: 'Take the webhook away',
    gives: none,
  },
  'POST /channels/:id/rotate': {
    id: 'rotateSecret',
    tag: 'channels',
    summary: 'Make a new secret; the one before it signs beside it, unless it is not to be kept',
  },
  'POST /channels/:id/test': {
    id: 'testChannel',
    tag: 'channels',
    summary: 'Send a message of type channel.test now, and say what came of it',
  },
  'GET /channels/:id/preview': {
    id: 'previewChannel',
    tag: 'channels',
    summary: 'What the channel would be sent of a lead, were it handed off now',
  },
  'POST /channels/:id/replay': {
    id: 'replayChannel',
    tag: 'channels',
    summary: 'Send all dead deliveries of a channel again',
  },
  'GET /distribution': { id: 'listDistributions', tag: 'channels', summary: 'Who of each channel gets what' },
  'GET /distribution/:id': {
    id: 'readDistribution',
    tag: 'channels',
    summary:
      'Who of a channel gets what: sales, or sales@spring for one campaign; callCenter deals new leads',
  },
  'PUT /distribution/:id': {
    id: 'saveDistribution',
    tag: 'channels',
    summary: 'Says who of a channel gets what',
  },
  'DELETE /distribution/:id': {
    id: 'deleteDistribution',
    tag: 'channels',
    summary: 'Takes the rules of a channel away',
    gives: none,
  },
  'GET /people/:id/receiver': {
    id: 'readReceiver',
    tag: 'channels',
    summary: 'When a person works, and how much they can have open',
  },
  'PUT /people/:id/receiver': {
    id: 'saveReceiver',
    tag: 'channels',
    summary:
      'Says when a person works and how much they can have open; of themselves a person says when they are away',
  },
  'GET /deliveries': {
    id: 'listDeliveries',
    tag: 'channels',
    summary: 'Hand-offs on their way, delivered or dead, the latest first',
  },
  'POST /deliveries/:id/replay': {
    id: 'replayDelivery',
    tag: 'channels',
    summary: 'Send a dead delivery again, under its own id',
  },
  'GET /leads/:id/brief.json': {
    id: 'readLeadBriefData',
    tag: 'leads',
    summary: 'One page on a lead, as data',
  },
  'GET /escalations': {
    id: 'listEscalations',
    tag: 'channels',
    summary: 'What was not acted on in time, the latest first',
  },
  'POST /escalations/:id/acknowledge': {
    id: 'acknowledgeEscalation',
    tag: 'channels',
    summary: 'Say that somebody looks after it',
  },
  'POST /escalations/:id/resolve': {
    id: 'resolveEscalation',
    tag: 'channels',
    summary: 'Be done with it, with a reason: no further level comes',
  },
  'POST /escalations/:id/nudge': {
    id: 'nudgeEscalation',
    tag: 'channels',
    summary: 'Remind its owner now',
  },
  'POST /escalations/:id/reassign': {
    id: 'reassignEscalation',
    tag: 'channels',
    summary: 'Give what it is about to somebody else, to the pool or to the common inbox',
  },
  'POST /escalations/:id/take-over': {
    id: 'takeOverEscalation',
    tag: 'channels',
    summary: 'Take what it is about oneself',
  },
  'GET /reports/hand-offs': {
    id: 'reportHandOffs',
    tag: 'team',
    summary:
      'How long each step took, what was sent back by which rule, what was won and lost, what is overdue',
  },
  'GET /reports/hand-offs.csv': {
    id: 'reportHandOffsTable',
    tag: 'team',
    summary: 'One table of the report on hand-offs',
    gives: { status: 200, type: 'text/csv' },
  },
  'GET /hand-offs': {
    id: 'listHandOffs',
    tag: 'channels',
    summary: 'What channels got, the newest first; receivers see their own',
  },
  'GET /hand-offs/:id': { id: 'readHandOff', tag: 'channels', summary: 'A hand-off with its steps' },
  'GET /hand-offs/:id/brief.html': {
    id: 'readHandOffBriefPage',
    tag: 'channels',
    summary: 'The brief of the lead that was handed off, as a page',
    gives: { status: 200, type: 'text/html' },
  },
  'GET /hand-offs/:id/brief.txt': {
    id: 'readHandOffBriefText',
    tag: 'channels',
    summary: 'The brief of the lead that was handed off, as plain text',
    gives: { status: 200, type: 'text/plain' },
  },
  'GET /hand-offs/:id/brief.json': {
    id: 'readHandOffBrief',
    tag: 'channels',
    summary: 'The brief of the lead that was handed off, as data',
  },
  'POST /hand-offs/:id/accept': {
    id: 'acceptHandOff',
    tag: 'channels',
    summary: 'Take a hand-off on; a receiver who accepts has it from then on',
  },
  'POST /hand-offs/:id/return': {
    id: 'returnHandOff',
    tag: 'channels',
    summary: 'Send the lead back to the call center, with a reason',
  },
  'POST /hand-offs/:id/actions': {
    id: 'noteHandOffAction',
    tag: 'channels',
    summary: 'Say that something was done about it; the first time stops a clock',
  },
  'POST /hand-offs/:id/outcome': {
    id: 'recordOutcome',
    tag: 'channels',
    summary: 'Say that it was won or lost; said again, it is corrected',
  },
  'POST /hand-offs/:id/pass-on': {
    id: 'passHandOffOn',
    tag: 'channels',
    summary: 'Give it to another receiver of its team, or back to the team’s common inbox',
  },
  'GET /suppressions': {
    id: 'listSuppressions',
    tag: 'contact',
    summary: 'All suppression lists, without what is in them',
  },
  'PUT /suppressions/:id': {
    id: 'replaceSuppressions',
    tag: 'contact',
    summary: 'Make or replace a suppression list: numbers, e-mail addresses, domains',
    takes: 'text/csv',
  },
  'DELETE /suppressions/:id': {
    id: 'deleteSuppressions',
    tag: 'contact',
    summary: 'Delete a suppression list',
    gives: none,
  },
  'GET /breaches': {
    id: 'listBreaches',
    tag: 'contact',
    summary: 'Calls made although a rule forbade them, the latest first',
  },
  ...DEVICE_OPERATIONS,
  ...NURTURE_OPERATIONS,
  'GET /mails': {
    id: 'listMails',
    tag: 'mail',
    summary: 'Mails in the outbox, sent or not, the latest first',
  },
  'GET /mails/:id': { id: 'readMail', tag: 'mail', summary: 'A mail with its text' },
  'POST /mails/:id/send-again': {
    id: 'sendMailAgain',
    tag: 'mail',
    summary: 'Send a mail again that was refused, failed, came back or was cancelled, under its own id',
  },
  'POST /mail/inbound': {
    id: 'takeMail',
    tag: 'mail',
    summary:
      'Hand in mail that came for central: a bounce, a complaint or an answer. Handed in again it changes nothing',
    takes: 'message/rfc822',
  },
}
