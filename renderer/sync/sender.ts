import { type SyncRequest, type SyncResponse, syncResponse } from '../../shared/sync/protocol.ts'
import type { SyncAnswer } from '../db/take-in/arrivals.ts'
import type { Puller } from './open-puller.ts'
import type { Api } from './transport.ts'

const TIMEOUT_MS = 60_000

export const askToSync = (api: Api, body: SyncRequest, signal?: AbortSignal): Promise<SyncResponse> =>
  api.request({ method: 'POST', path: 'sync', schema: syncResponse, body, timeout: TIMEOUT_MS, signal })

export interface Sender {
  send(body: SyncRequest): Promise<SyncAnswer>
  close(): void
}

/** Sends requests; while everything is asked for, or central has more, another thread does it. @param open null: there are no threads */
export function createSender(api: Api, signal: AbortSignal, open: (() => Puller) | null): Sender {
  let puller: Puller | null = null
  let hasMore = false
  const pulling = (cursor: string | null): Puller | null => {
    if (cursor !== null && !hasMore) {
      puller?.close()
      puller = null
    } else if (open) puller ??= open()
    return puller?.works() ? puller : null
  }
  return {
    async send(body) {
      const answer = await (pulling(body.cursor)?.ask(body) ?? askToSync(api, body, signal))
      hasMore = answer.more
      return answer
    },
    close: () => puller?.close(),
  }
}
