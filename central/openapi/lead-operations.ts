import { none, type Operation } from './operation.ts'

/** Leads, files of them, campaigns, and who may be contacted. */
export const LEAD_OPERATIONS: Record<string, Operation> = {
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
  'POST /imports/check': {
    id: 'checkImport',
    tag: 'imports',
    summary: 'What a file would do: which rows join known leads, and which look like one; nothing is written',
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
  'GET /imports': {
    id: 'listImports',
    tag: 'imports',
    summary: 'The latest imports, and which were taken back',
  },
  'GET /imports/:id/undo': {
    id: 'readImportRecord',
    tag: 'imports',
    summary: 'An import as a whole, and how far it is taken back',
  },
  'POST /imports/:id/undo': {
    id: 'undoImport',
    tag: 'imports',
    summary: 'Take an import back, but for what people have done since; asked again it goes on',
  },
  'GET /campaigns': {
    id: 'listCampaigns',
    tag: 'campaigns',
    summary: 'All campaigns, with how many leads are to be worked',
  },
  'PATCH /campaigns/:id': {
    id: 'changeCampaign',
    tag: 'campaigns',
    summary: 'Name a campaign anew, put it aside or bring it back',
  },
  'POST /campaigns': {
    id: 'addCampaign',
    tag: 'campaigns',
    summary: 'Make a campaign, under the default policy',
  },
  'GET /leads/:id/brief.json': {
    id: 'readLeadBriefData',
    tag: 'leads',
    summary: 'One page on a lead, as data',
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
