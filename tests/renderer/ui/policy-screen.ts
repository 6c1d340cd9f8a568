import { FaultError } from '../../../renderer/db/errors.ts'
import type { Api, ApiCall } from '../../../renderer/flow/desk.ts'
import { whatIfEngine } from '../../../renderer/flow/what-if/engine.ts'
import type { FromWhatIf, ToWhatIf } from '../../../renderer/flow/what-if/messages.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { ONLINE, renderApp } from './render-app.tsx'
import { memoryDesk } from './story/memory-desk.ts'
import { storyApi } from './story/story-api.ts'

/** The platform's worker in the test's own thread: jsdom has none. */
export class SameThread {
  onmessage: ((e: { data: FromWhatIf }) => void) | null = null
  private readonly hear = whatIfEngine((data) => this.onmessage?.({ data }))
  postMessage(message: ToWhatIf): void {
    this.hear(structuredClone(message))
  }
  terminate(): void {
    this.onmessage = null
  }
}

/** A supervisor on the policy screen. `sent`: what central was asked to do; `reading`: the leads are read then. */
export async function supervisor({
  many = 4,
  refuse = false,
  leads = 60,
  reading = Promise.resolve(),
  policy = {} as Partial<Policy>,
} = {}) {
  const central = storyApi(many)
  const sent: { path: string; body: unknown }[] = []
  const api: Api = {
    ...central,
    async request<T>(call: ApiCall<T>): Promise<T> {
      if (call.method === 'POST' && call.body !== undefined) {
        if (refuse)
          throw new FaultError({ kind: 'conflict', message: 'The campaign is under version 15 by now' })
        sent.push({ path: call.path, body: call.body })
      }
      return central.request(call)
    },
  }
  const desk = memoryDesk({ leads, me: 'judith', api, policy: { version: 14, ...policy } })
  const { snapshots } = desk.reader
  desk.reader.snapshots = async function* (ids) {
    await reading
    yield* snapshots(ids)
  }
  return { ...(await renderApp(desk, ONLINE, 'policy')), sent, desk }
}
