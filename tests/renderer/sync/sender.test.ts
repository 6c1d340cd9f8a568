import { describe, expect, it } from 'vitest'
import type { Puller } from '../../../renderer/sync/open-puller.ts'
import { createSender } from '../../../renderer/sync/sender.ts'
import { createApi } from '../../../renderer/sync/transport.ts'
import { PROTOCOL, type SyncRequest, type SyncResponse } from '../../../shared/sync/protocol.ts'
import { response } from '../support/leads.ts'

const request = (cursor: string | null): SyncRequest => ({
  protocol: PROTOCOL,
  epoch: null,
  deviceId: 'd',
  cursor,
  events: [],
  device: { state: 'ready', waiting: 0, parked: 0 },
})

/** Who was asked, in order; answers come by number. */
function scripted(answers: SyncResponse[]) {
  const asked: string[] = []
  const puller = { works: true, closed: 0 }
  const next = (who: string, cursor: string | null): SyncResponse => {
    asked.push(`${who} ${cursor}`)
    return answers.shift()!
  }
  const api = createApi(async (_, init) => {
    const { cursor } = JSON.parse(String(init?.body)) as SyncRequest
    return new Response(JSON.stringify(next('page', cursor)))
  })
  const open = (): Puller => ({
    ask: async ({ cursor }) => next('worker', cursor),
    derivePage: async () => 'damaged',
    works: () => puller.works,
    close() {
      puller.closed += 1
    },
  })
  return { asked, puller, sender: createSender(api, new AbortController().signal, open) }
}

describe('[RD31] another thread asks for everything, and while central has more', () => {
  it('[RD31] and ends when there is no more', async () => {
    const { asked, puller, sender } = scripted([
      response({ more: true }),
      response({ more: true }),
      response(),
      response(),
    ])
    for (const cursor of [null, 'a', 'b', 'c']) await sender.send(request(cursor))
    expect(asked).toEqual(['worker null', 'worker a', 'worker b', 'page c'])
    expect(puller.closed).toBe(1)
  })

  it('[RD31] where it fails, the screen’s goes on', async () => {
    const { asked, puller, sender } = scripted([
      response({ more: true }),
      response({ more: true }),
      response({ more: true }),
    ])
    await sender.send(request(null))
    await sender.send(request('a'))
    puller.works = false
    await sender.send(request('b'))
    expect(asked).toEqual(['worker null', 'worker a', 'page b'])
  })
})
