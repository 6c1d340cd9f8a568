import { DamageError } from '../errors.ts'
import { createSealer, type Sealer } from './seal.ts'
import { READY, type SealAnswer, type SealRequest } from './seal-protocol.ts'

interface Waiting {
  resolve(made: unknown): void
  reject(error: Error): void
  /** The same done by this thread. */
  here(): Promise<unknown>
}
type Body = SealRequest extends infer R ? (R extends SealRequest ? Omit<R, 'call'> : never) : never

/**
 * A sealer whose long texts are a worker's work, so that the screen does not wait for them. While the worker is not there yet, and when it
 * is not any more, this thread does them.
 */
export function openSealer(key: CryptoKey): Sealer {
  const own = createSealer(key)
  const worker = new Worker(new URL('./seal-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let isThere = false

  worker.onmessage = ({ data }: MessageEvent<SealAnswer | typeof READY>) => {
    if (data === READY) {
      isThere = true
      return
    }
    const call = waiting.get(data.call)
    waiting.delete(data.call)
    if (data.ok) call?.resolve(data.made)
    else call?.reject(data.damaged ? new DamageError() : new Error(data.message))
  }
  const end = () => {
    isThere = false
    worker.terminate()
    for (const call of waiting.values()) call.resolve(call.here())
    waiting.clear()
  }
  worker.onerror = end
  // An answer that cannot be read would leave its call waiting for ever.
  worker.onmessageerror = end
  worker.postMessage(key)

  const ask = <T>(body: Body, here: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!isThere) return resolve(here())
      calls += 1
      waiting.set(calls, { resolve: resolve as Waiting['resolve'], reject, here })
      worker.postMessage({ call: calls, ...body } as SealRequest)
    })
  return {
    ...own,
    sealText: (name, text) => ask({ op: 'seal', name, text }, () => own.sealText(name, text)),
    openText: (name, sealed) => ask({ op: 'open', name, sealed }, () => own.openText(name, sealed)),
    openItems: (name, sealed, places) =>
      ask({ op: 'open', name, sealed, places }, () => own.openItems(name, sealed, places)),
    close: end,
  }
}
