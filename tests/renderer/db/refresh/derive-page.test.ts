import { describe, expect, it } from 'vitest'
import { DamageError } from '../../../../renderer/db/errors.ts'
import { type Deriver, derivePage } from '../../../../renderer/db/refresh/derive-page.ts'
import { createSealer } from '../../../../renderer/db/seal/seal.ts'
import { newDataKey } from '../../../../renderer/session/wrapped-key.ts'
import { answerDraft, mergeDraft, newSnapshot, response } from '../../support/leads.ts'
import { createMachine, type Running, SMALL_PAGES, START } from '../../support/machine.ts'

/** So many pages that other threads are asked. */
const LEADS = 63

/** As many as there are, each as the worker does it; `asked` counts the pages. */
async function withDerivers(count: number, fails: (page: number) => boolean = () => false) {
  const key = await newDataKey()
  const told = { asked: 0, open: 0 }
  const open = (): Deriver => {
    const sealer = createSealer(key)
    told.open += 1
    return {
      async derivePage(order) {
        told.asked += 1
        if (fails(order.page.id)) throw new Error('the thread has ended')
        return derivePage(sealer, structuredClone(order)).catch((error: unknown) => {
          if (error instanceof DamageError) return 'damaged'
          throw error
        })
      },
      close() {
        told.open -= 1
      },
    }
  }
  const openDerivers = () => Array.from({ length: count }, open)
  const machine = await createMachine(undefined, { now: START }, { key, packing: SMALL_PAGES, openDerivers })
  const running = await machine.start()
  const leads = Array.from({ length: LEADS }, () => newSnapshot(machine.person.id))
  await running.port.takeIn([], response({ changes: { leads } }))
  return { machine, running, told, ids: leads.map((s) => s.lead.id) }
}

const shown = ({ reader }: Running) =>
  [...reader.rows()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((row) => ({ ...row }))

describe('[RD32] many leads are derived by other threads as the desk opens', () => {
  it('[RD32] the rows are those that were left: pending, merged and plain', async () => {
    const { machine, running, told, ids } = await withDerivers(2)
    await running.transactor.commit([answerDraft(ids[1]!, 'budget', 'none')])
    await running.transactor.commit([mergeDraft(ids[5]!, ids[40]!)])
    await running.transactor.commit([mergeDraft(ids[41]!, ids[8]!)])
    const left = shown(running)
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toBeNull()
    expect(shown(again)).toEqual(left)
    expect(again.reader.rows()).toHaveLength(LEADS - 2)
    expect(told).toEqual({ asked: LEADS / SMALL_PAGES.size, open: 0 })
    await again.stop()
  })

  it('[RD32] merges that lie in pages, with nothing pending, join their leads', async () => {
    const { machine, running, ids } = await withDerivers(1)
    const merges = [mergeDraft(ids[5]!, ids[60]!), mergeDraft(ids[61]!, ids[8]!)]
    await running.transactor.commit(merges)
    const sent = running.port.next(5)
    const verdicts = sent.map((e) => ({ id: e.event.id, verdict: 'applied' as const }))
    await running.port.takeIn(sent, response({ verdicts }))
    const left = shown(running)
    await running.stop()
    const again = await machine.start()
    expect(shown(again)).toEqual(left)
    expect(again.reader.row(ids[60]!)?.id).toBe(again.reader.row(ids[5]!)?.id)
    await again.stop()
  })

  it('[RD32] [RD18] a damaged page is noticed; one whose thread fails is not taken for damaged', async () => {
    const { machine, running, ids } = await withDerivers(2, (page) => page % 2 === 0)
    await running.store.db.pages.update(3, { sealed: new Uint8Array(50) })
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toMatchObject({ message: expect.stringContaining('3 stored records') })
    expect(again.reader.rows()).toHaveLength(LEADS - 3)
    expect(ids.filter((id) => again.reader.row(id) === undefined)).toHaveLength(3)
    await again.stop()
  })
})
