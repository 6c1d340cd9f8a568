import {
  type Enrolment,
  enrolment,
  enrolmentsPage,
  type NurtureCampaign,
  type NurtureCampaignInput,
  nurtureCampaign,
  nurtureCampaignsResponse,
  previewResponse,
} from '../../../shared/api/nurture.ts'
import type { Desk } from '../desk.ts'

export const loadNurture = async (desk: Desk, signal?: AbortSignal): Promise<NurtureCampaign[]> =>
  (
    await desk.api.request({
      method: 'GET',
      path: 'nurture-campaigns',
      schema: nurtureCampaignsResponse,
      signal,
    })
  ).campaigns

export const addNurture = (desk: Desk, body: NurtureCampaignInput): Promise<NurtureCampaign> =>
  desk.api.request({ method: 'POST', path: 'nurture-campaigns', schema: nurtureCampaign, body })

/** From the version it was read at. */
export const deleteNurture = (desk: Desk, { id, version }: NurtureCampaign): Promise<unknown> =>
  desk.api.request({ method: 'DELETE', path: `nurture-campaigns/${id}?version=${version}` })

/** Replaces what changed of a campaign, from the version it was read at. */
export const changeNurture = (
  desk: Desk,
  { id, figures: _, ...campaign }: NurtureCampaign,
  change: Partial<NurtureCampaignInput>,
): Promise<NurtureCampaign> =>
  desk.api.request({
    method: 'PUT',
    path: `nurture-campaigns/${id}`,
    schema: nurtureCampaign,
    body: { ...campaign, ...change },
  })

/** A step as it would be sent to somebody made up. */
export const previewStep = (
  desk: Desk,
  campaign: string,
  step: string,
  language: string,
  signal?: AbortSignal,
) =>
  desk.api.request({
    method: 'POST',
    path: `nurture-campaigns/${campaign}/preview`,
    schema: previewResponse,
    body: { step, language },
    signal,
  })

export function loadEnrolments(desk: Desk, campaign: string, cursor: string | null, signal?: AbortSignal) {
  const query = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`
  const path = `nurture-campaigns/${campaign}/enrolments${query}`
  return desk.api.request({ method: 'GET', path, schema: enrolmentsPage, signal })
}

export const turnEnrolment = (
  desk: Desk,
  campaign: string,
  id: string,
  what: 'stop' | 'resume',
): Promise<Enrolment> =>
  desk.api.request({
    method: 'POST',
    path: `nurture-campaigns/${campaign}/enrolments/${id}/${what}`,
    schema: enrolment,
  })
