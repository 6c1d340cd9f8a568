/// <reference lib="webworker" />
import { whatIfEngine } from './engine.ts'
import type { FromWhatIf, ToWhatIf } from './messages.ts'

const worker = self as unknown as DedicatedWorkerGlobalScope
const hear = whatIfEngine((message: FromWhatIf) => worker.postMessage(message))
worker.onmessage = ({ data }: MessageEvent<ToWhatIf>) => hear(data)
