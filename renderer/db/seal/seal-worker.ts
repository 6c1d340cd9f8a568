import { DamageError } from '../errors.ts'
import { createSealer, type Sealer } from './seal.ts'
import { READY, type SealAnswer, type SealRequest } from './seal-protocol.ts'

/** Seals and unseals pages of leads away from the screen's thread. */
const worker = self as unknown as DedicatedWorkerGlobalScope

worker.onmessage = ({ data: key }: MessageEvent<CryptoKey>) => {
  const sealer = createSealer(key)
  worker.postMessage(READY)
  worker.onmessage = async ({ data }: MessageEvent<SealRequest>) => {
    const answer = await answerTo(sealer, data)
    const bytes = answer.ok && typeof answer.made !== 'string' ? [answer.made.buffer] : []
    worker.postMessage(answer, bytes)
  }
}

async function answerTo(sealer: Sealer, request: SealRequest): Promise<SealAnswer> {
  const { call, name } = request
  try {
    const opened = ({ sealed, places }: Extract<SealRequest, { op: 'open' }>) =>
      places ? sealer.openItems(name, sealed, places) : sealer.openText(name, sealed)
    const made = request.op === 'seal' ? await sealer.sealText(name, request.text) : await opened(request)
    return { call, ok: true, made }
  } catch (error) {
    return { call, ok: false, damaged: error instanceof DamageError, message: String(error) }
  }
}
