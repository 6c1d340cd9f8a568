import { none, type Operation } from './operation.ts'

/** Where leads go, and what becomes of them there. */
export const CHANNEL_OPERATIONS: Record<string, Operation> = {
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
}
