import { z } from 'zod'
import { type Distribution, type DistributionInput, distribution } from '../../../shared/api/distribution.ts'
import type { Desk } from '../desk.ts'

const listed = z.object({ distributions: z.array(distribution) })

/** Those that were ever saved. */
export const loadDistributions = async (desk: Desk, signal?: AbortSignal): Promise<Distribution[]> =>
  (await desk.api.request({ method: 'GET', path: 'distribution', schema: listed, signal })).distributions

/** @param id 'sales', 'sales@spring', 'callCenter' */
export const saveDistribution = (desk: Desk, id: string, body: DistributionInput): Promise<Distribution> =>
  desk.api.request({
    method: 'PUT',
    path: `distribution/${encodeURIComponent(id)}`,
    schema: distribution,
    body,
  })
