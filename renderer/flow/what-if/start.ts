import type { FromWhatIf, ToWhatIf } from './messages.ts'

export interface WhatIfWorker {
  post(message: ToWhatIf): void
  end(): void
}

/** Tries drafts away from the screen's thread. @param broken told when the worker itself cannot run */
export function startWhatIf(
  hear: (message: FromWhatIf) => void,
  broken: (why: string) => void,
): WhatIfWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<FromWhatIf>) => hear(data)
  worker.onerror = (e) => broken(e.message)
  return { post: (message) => worker.postMessage(message), end: () => worker.terminate() }
}
