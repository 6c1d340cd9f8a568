import type { Operation } from './operation.ts'

/** By method and path under /api/v1. */
export const NURTURE_OPERATIONS: Record<string, Operation> = {
  'GET /nurture-campaigns': {
    id: 'listNurtureCampaigns',
    tag: 'nurture',
    summary: 'All nurture campaigns, with what came of them',
  },
  'POST /nurture-campaigns': {
    id: 'addNurtureCampaign',
    tag: 'nurture',
    summary: 'Make a nurture campaign; its templates are parsed and tried',
  },
  'GET /nurture-campaigns/:id': {
    id: 'readNurtureCampaign',
    tag: 'nurture',
    summary: 'A nurture campaign, with what came of it',
  },
  'PUT /nurture-campaigns/:id': {
    id: 'changeNurtureCampaign',
    tag: 'nurture',
    summary: 'Replace a nurture campaign, from the version it was read at',
  },
  'DELETE /nurture-campaigns/:id': {
    id: 'deleteNurtureCampaign',
    tag: 'nurture',
    summary: 'Delete a nurture campaign; who is enrolled gets no more of it',
    gives: { status: 204 },
  },
  'POST /nurture-campaigns/:id/preview': {
    id: 'previewNurtureStep',
    tag: 'nurture',
    summary: 'A step as it would be sent to a lead, or to somebody made up',
  },
  'GET /nurture-campaigns/:id/enrolments': {
    id: 'listEnrolments',
    tag: 'nurture',
    summary: 'Who is enrolled, how far they are and what holds them up, the latest first',
  },
  'POST /nurture-campaigns/:id/enrolments/:enrolment/stop': {
    id: 'stopEnrolment',
    tag: 'nurture',
    summary: 'Send a lead no more of a nurture campaign',
  },
  'POST /nurture-campaigns/:id/enrolments/:enrolment/resume': {
    id: 'resumeEnrolment',
    tag: 'nurture',
    summary: 'Go on with a lead that was stopped, or came to an early end',
  },
}
