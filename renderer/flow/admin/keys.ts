import {
  type ApiKey,
  type ApiKeyInput,
  type ApiKeyMade,
  apiKeyMade,
  apiKeysResponse,
} from '../../../shared/api/accounts.ts'
import type { Desk } from '../desk.ts'

/** Revoked ones too, the latest first. */
export const loadKeys = async (desk: Desk, signal?: AbortSignal): Promise<ApiKey[]> =>
  (await desk.api.request({ method: 'GET', path: 'api-keys', schema: apiKeysResponse, signal })).keys

/** What the key is stands in this answer alone. */
export const addKey = (desk: Desk, body: ApiKeyInput): Promise<ApiKeyMade> =>
  desk.api.request({ method: 'POST', path: 'api-keys', schema: apiKeyMade, body })

export const revokeKey = (desk: Desk, id: string): Promise<unknown> =>
  desk.api.request({ method: 'DELETE', path: `api-keys/${encodeURIComponent(id)}` })
