import { type QueuesResponse, queuesResponse } from '../../shared/api/api.ts'
import type { Desk } from './desk.ts'

/** All queues as central counts them; online only. */
export const loadQueues = (desk: Desk, signal?: AbortSignal): Promise<QueuesResponse> =>
  desk.api.request({ method: 'GET', path: 'queues', schema: queuesResponse, signal })
