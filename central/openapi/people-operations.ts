import { none, type Operation } from './operation.ts'

/** The service itself, accounts, desks, and who works what. */
export const PEOPLE_OPERATIONS: Record<string, Operation> = {
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
  'POST /assignments': {
    id: 'assignLeads',
    tag: 'team',
    summary:
      'Give leads to a person or to the pool; those changed meanwhile are named. Agents give theirs to the pool',
  },
  'POST /reassignments/preview': {
    id: 'previewReassignment',
    tag: 'team',
    summary: 'What giving many leads to others would do: who gets how many, what stays and why',
  },
  'POST /reassignments': {
    id: 'reassignLeads',
    tag: 'team',
    summary: 'Give many leads, by hand or by rule, to a person, to several or to the pool',
  },
  'GET /reassignments': { id: 'listReassignments', tag: 'team', summary: 'The latest reassignments' },
  'GET /reassignments/:id': {
    id: 'readReassignment',
    tag: 'team',
    summary: 'How far a reassignment is, and what it did',
  },
  'POST /reassignments/:id/undo': {
    id: 'undoReassignment',
    tag: 'team',
    summary: 'Give back what a reassignment gave away, as far as nobody touched it since',
  },
  'GET /queues': { id: 'listQueues', tag: 'team', summary: 'Each person’s queue and the pool' },
}
