// Before all others: schemas are made as they are loaded.
import '../db/jitless.ts'
import type { SyncRequest } from '../../shared/sync/protocol.ts'
import { DamageError, FaultError } from '../db/errors.ts'
import type { Outlook } from '../db/memory/derive.ts'
import { sightOf } from '../db/memory/policy-book.ts'
import { derivePage } from '../db/refresh/derive-page.ts'
import { openSealer } from '../db/seal/open-sealer.ts'
import { createSealer, type Sealer } from '../db/seal/seal.ts'
import { type Arrivals, holdArrivals } from '../db/take-in/arrivals.ts'
import type { Asked, PullAnswer, PullCall, PullRequest } from './pull-protocol.ts'
import { askToSync } from './sender.ts'
import { createApi } from './transport.ts'

/** Asks central, derives and seals what comes, and derives what lies here, away from the screen's thread. */
const worker = self as unknown as DedicatedWorkerGlobalScope

/** The answer that is taken in, and the one after it. */
const HELD = 2
const UNTOLD = 'it was not said how leads look'

worker.onmessage = ({ data: key }: MessageEvent<CryptoKey>) => {
  const own = createSealer(key)
  let other: Sealer | null = null
  const api = createApi((...args) => fetch(...args))
  const held = new Map<number, Arrivals>()
  let answers = 0
  let outlook: Outlook | null = null

  const ask = async (body: SyncRequest): Promise<Asked> => {
    other ??= openSealer(key)
    const { rest, arrivals } = holdArrivals(await askToSync(api, body), other)
    if (!arrivals) return { rest, held: null }
    answers += 1
    held.set(answers, arrivals)
    held.delete(answers - HELD)
    return { rest, held: { answer: answers, ids: arrivals.ids } }
  }
  const derived = ({ page, live, joined, now }: Extract<PullCall, { op: 'derive' }>) => {
    if (!outlook) throw new Error(UNTOLD)
    return derivePage(own, { page, live, joined, now, outlook }).catch((error: unknown) => {
      if (error instanceof DamageError) return 'damaged'
      throw error
    })
  }
  const madeOf = async (request: PullCall): Promise<{ made: unknown; moved: Transferable[] }> => {
    if (request.op === 'ask') return { made: await ask(request.body), moved: [] }
    if (request.op === 'derive') return { made: await derived(request), moved: [] }
    const arrivals = held.get(request.answer)
    if (!arrivals) throw new Error(`answer ${request.answer} is not held any more`)
    if (request.op === 'whole') return { made: await arrivals.whole(request.ids), moved: [] }
    if (!outlook) throw new Error(UNTOLD)
    const { ids, page, now } = request
    const packed = await arrivals.pack({ ids, page, now, outlook })
    return { made: packed, moved: [packed.page.sealed.buffer as ArrayBuffer] }
  }
  worker.onmessage = async ({ data }: MessageEvent<PullRequest>) => {
    if (data.op === 'outlook') {
      const { context, lists, me } = data
      outlook = { sight: sightOf(context, outlook?.sight), lists, me }
      return
    }
    const { call } = data
    try {
      const { made, moved } = await madeOf(data)
      worker.postMessage({ call, ok: true, made } satisfies PullAnswer, moved)
    } catch (error) {
      const fault =
        error instanceof FaultError
          ? { fault: error.fault, unreached: error.unreached, errors: error.errors }
          : null
      worker.postMessage({ call, ok: false, message: String(error), fault } satisfies PullAnswer)
    }
  }
}
