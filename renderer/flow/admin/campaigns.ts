import { type CampaignChange, type CampaignListed, campaignsResponse } from '../../../shared/api/api.ts'
import { type Campaign, campaign } from '../../../shared/sync/protocol.ts'
import type { Desk } from '../desk.ts'

/** With how many leads are to be worked; those put aside, too. */
export const loadCampaigns = async (desk: Desk, signal?: AbortSignal): Promise<CampaignListed[]> =>
  (await desk.api.request({ method: 'GET', path: 'campaigns', schema: campaignsResponse, signal })).campaigns

/** A new one under the default policy; its id follows from its name. */
export const addCampaign = (desk: Desk, name: string): Promise<Campaign> =>
  desk.api.request({ method: 'POST', path: 'campaigns', schema: campaign, body: { name } })

export const changeCampaign = (desk: Desk, id: string, body: CampaignChange): Promise<Campaign> =>
  desk.api.request({ method: 'PATCH', path: `campaigns/${encodeURIComponent(id)}`, schema: campaign, body })
