import { type QueuesResponse, queuesResponse } from '../../shared/api/api.ts'
import type { Desk } from './desk.ts'

/** All queues as central counts them, of one campaign or (null) all; online only. */
export const loadQueues = (
  desk: Desk,
  campaign: string | null,
  signal?: AbortSignal,
): Promise<QueuesResponse> =>
  desk.api.request({
    method: 'GET',
    path: campaign === null ? 'queues' : `queues?${new URLSearchParams({ campaign })}`,
    schema: queuesResponse,
    signal,
  })
