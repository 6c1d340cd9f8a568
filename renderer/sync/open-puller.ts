import type { LeadSnapshot, SyncRequest } from '../../shared/sync/protocol.ts'
import { FaultError } from '../db/errors.ts'
import type { Outlook } from '../db/memory/derive.ts'
import type { DerivedPage, Deriver } from '../db/refresh/derive-page.ts'
import type { Arrivals, Packed, SyncAnswer } from '../db/take-in/arrivals.ts'
import type { Asked, PullAnswer, PullCall, PullRequest } from './pull-protocol.ts'

/** Pulls, and derives, in a thread of its own. */
export interface Puller extends Deriver {
  ask(body: SyncRequest): Promise<SyncAnswer>
  /** False once its thread has failed. */
  works(): boolean
}

interface Waiting {
  resolve(made: unknown): void
  reject(error: Error): void
}

const BROKEN = 'What pulls from central has stopped. It is tried again.'

/** @param key what leads are sealed with */
export function openPuller(key: CryptoKey): Puller {
  const worker = new Worker(new URL('./pull-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let isOver = false
  let told: Outlook | null = null

  const broken = () => new FaultError({ kind: 'unavailable', message: BROKEN }, { unreached: true })
  const end = () => {
    isOver = true
    worker.terminate()
    for (const call of waiting.values()) call.reject(broken())
    waiting.clear()
  }
  worker.onmessage = ({ data }: MessageEvent<PullAnswer>) => {
    const call = waiting.get(data.call)
    waiting.delete(data.call)
    if (data.ok) call?.resolve(data.made)
    else call?.reject(data.fault ? new FaultError(data.fault.fault, data.fault) : new Error(data.message))
  }
  worker.onerror = end
  worker.onmessageerror = end
  worker.postMessage(key)

  const say = (request: PullRequest) => worker.postMessage(request)
  const call = <T>(request: PullCall): Promise<T> =>
    new Promise((resolve, reject) => {
      if (isOver) return reject(broken())
      calls += 1
      waiting.set(calls, { resolve: resolve as Waiting['resolve'], reject })
      say({ call: calls, ...request })
    })
  const tell = (outlook: Outlook) => {
    if (told?.sight.context === outlook.sight.context && told.lists === outlook.lists) return
    told = outlook
    say({ op: 'outlook', context: outlook.sight.context, lists: outlook.lists, me: outlook.me })
  }
  const arrivalsOf = (answer: number, ids: readonly string[]): Arrivals => ({
    ids,
    whole: (some) => call<LeadSnapshot[]>({ op: 'whole', answer, ids: some }),
    pack({ outlook, ...order }) {
      tell(outlook)
      return call<Packed>({ op: 'pack', answer, ...order })
    },
  })
  return {
    async ask(body) {
      const { rest, held } = await call<Asked>({ op: 'ask', body })
      return held ? { ...rest, arrivals: arrivalsOf(held.answer, held.ids) } : rest
    },
    derivePage({ outlook, ...order }) {
      tell(outlook)
      return call<DerivedPage | 'damaged'>({ op: 'derive', ...order })
    },
    works: () => !isOver,
    close: end,
  }
}
