import {
  type FitResponse,
  fitResponse,
  type PolicyProgress,
  type PolicyVersion,
  policiesResponse,
  policyProgress,
} from '../../shared/api/policies.ts'
import { type Policy, policySchema } from '../../shared/policy/policy.ts'
import type { Desk } from './desk.ts'

const path = (campaign: string, rest: string) => `campaigns/${encodeURIComponent(campaign)}/${rest}`
/** Fitting takes seconds, with many outcomes a minute. */
const FIT_TIMEOUT_MS = 300_000

/** What was in force in a campaign, the latest first. */
export const loadVersions = async (
  desk: Desk,
  campaign: string,
  signal?: AbortSignal,
): Promise<PolicyVersion[]> => {
  const query = new URLSearchParams({ campaign })
  const schema = policiesResponse
  return (await desk.api.request({ method: 'GET', path: `policies?${query}`, schema, signal })).policies
}

export const loadVersion = (desk: Desk, version: number, signal?: AbortSignal): Promise<Policy> =>
  desk.api.request({ method: 'GET', path: `policies/${version}`, schema: policySchema, signal })

/** @param version the one it was made from: a conflict when another was published meanwhile */
export const publishPolicy = (
  desk: Desk,
  campaign: string,
  body: { policy: Policy; note: string; version: number },
): Promise<Policy> =>
  desk.api.request({
    method: 'POST',
    path: path(campaign, 'policy/publish'),
    schema: policySchema,
    body,
    timeout: 60_000,
  })

export const rollBackPolicy = (
  desk: Desk,
  campaign: string,
  body: { to: number; note: string; version: number },
): Promise<Policy> =>
  desk.api.request({
    method: 'POST',
    path: path(campaign, 'policy/rollback'),
    schema: policySchema,
    body,
    timeout: 60_000,
  })

export const loadProgress = (desk: Desk, campaign: string, signal?: AbortSignal): Promise<PolicyProgress> =>
  desk.api.request({
    method: 'GET',
    path: path(campaign, 'policy/progress'),
    schema: policyProgress,
    signal,
  })

/** A draft fitted to what became of the campaign's leads; nothing is published. */
export const fitPolicy = (desk: Desk, campaign: string): Promise<FitResponse> =>
  desk.api.request({
    method: 'POST',
    path: path(campaign, 'fit'),
    schema: fitResponse,
    timeout: FIT_TIMEOUT_MS,
  })
