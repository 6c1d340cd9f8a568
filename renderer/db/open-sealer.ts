import { createSealer, type Sealer } from './seal.ts'
import type { SealAnswer, SealRequest } from './seal-protocol.ts'

interface Waiting {
  resolve(made: unknown): void
  reject(error: Error): void
  /** The same done by this thread. */
  here(): Promise<unknown>
}
type Body = SealRequest extends infer R ? (R extends SealRequest ? Omit<R, 'call'> : never) : never

/** A sealer whose long texts are a worker's work, so that the screen does not wait for them. Without its worker it does them itself. */
export function openSealer(key: CryptoKey): Sealer {
  const own = createSealer(key)
  const worker = new Worker(new URL('./seal-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let over = false

  worker.onmessage = ({ data }: MessageEvent<SealAnswer>) => {
    const call = waiting.get(data.call)
    waiting.delete(data.call)
    if (data.ok) call?.resolve(data.made)
    else call?.reject(new Error(data.message))
  }
  const end = () => {
    over = true
    worker.terminate()
    for (const call of waiting.values()) call.resolve(call.here())
    waiting.clear()
  }
  worker.onerror = end
  worker.postMessage(key)

  const ask = <T>(body: Body, here: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      if (over) return resolve(here())
      calls += 1
      waiting.set(calls, { resolve: resolve as Waiting['resolve'], reject, here })
      worker.postMessage({ call: calls, ...body } as SealRequest)
    })
  return {
    ...own,
    sealText: (name, text) => ask({ op: 'seal', name, text }, () => own.sealText(name, text)),
    openText: (name, sealed) => ask({ op: 'open', name, sealed }, () => own.openText(name, sealed)),
    close: end,
  }
}
