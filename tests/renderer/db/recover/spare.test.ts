import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, it, onTestFinished, vi } from 'vitest'
import { deleteSpares, sparePlace } from '../../../../renderer/db/database/spare-place.ts'
import { createJournal } from '../../../../renderer/db/journal/journal.ts'
import type { JournalRecord } from '../../../../renderer/db/journal/journal-record.ts'
import { withSpare } from '../../../../renderer/db/recover/spare.ts'
import { createBuckets } from '../../support/buckets.ts'
import { createMemoryFile } from '../../support/memory-file.ts'

const event = () => ({ kind: 'event', id: v7(), sealed: new Uint8Array([1, 2, 3]) }) as const
const settled = (...events: { id: string }[]) => ({ kind: 'settled', ids: events.map((e) => e.id) }) as const
const idsIn = (records: readonly JournalRecord[]) => records.flatMap((r) => (r.kind === 'event' ? r.id : []))

function machine() {
  const [file, buckets, person] = [createMemoryFile(), createBuckets(), `p-${v7()}`]
  let isMoved = false
  const place = sparePlace(buckets, person, async () => isMoved)
  return {
    file,
    buckets,
    start: () => withSpare(createJournal(file), place),
    moveDatabase: () => {
      isMoved = true
    },
    holds: async () => [...((await place.read()) ?? new Map()).keys()],
    wipe: () => deleteSpares(buckets, person),
  }
}

it('[OB26] what needs care lies in the spare too, as long as it does', async () => {
  const { start, holds, wipe } = machine()
  const [a, b, c, d] = [event(), event(), event(), event()]
  const journal = start()
  await journal.replace([{ kind: 'refused', ids: [] }])
  await journal.append([a, b])
  await journal.append([c])
  await expect.poll(holds).toEqual([a.id, b.id, c.id])
  await journal.append([settled(b)])
  await journal.append([d])
  await journal.refuse([c.id])
  await expect.poll(holds).toEqual([a.id, d.id])
  await wipe()
  expect(await holds()).toEqual([])
})

it('[OB26] each start has another begun, in a bucket of its own, with what the journal holds; what was erased is in none', async () => {
  const { start, holds, buckets } = machine()
  const [a, b, c] = [event(), event(), event()]
  const first = start()
  await first.append([a, b])
  await expect.poll(holds).toEqual([a.id, b.id])
  const earlier = [...buckets.held.keys()]
  const second = start()
  await second.readAll()
  expect([...buckets.held.keys()]).toEqual(earlier)
  await second.append([c])
  await expect.poll(holds).toEqual([a.id, b.id, c.id])
  await expect.poll(() => buckets.held.size).toBe(1)
  expect([...buckets.held.keys()]).not.toEqual(earlier)
  await second.replace([a])
  await expect.poll(async () => [await holds(), buckets.held.size]).toEqual([[a.id], 1])
})

it('[OB26] a journal that is gone, or damaged, is completed from it, but for what it says is settled', async () => {
  const { start, file, holds } = machine()
  const [a, b, c] = [event(), event(), event()]
  const journal = start()
  await journal.append([a, b, c])
  await expect.poll(holds).toHaveLength(3)
  file.bytes = null
  const gone = start()
  expect(idsIn((await gone.complete(await gone.readAll())).records)).toEqual([a.id, b.id, c.id])
  await createJournal(file).append([c, settled(b)])
  const damaged = start()
  expect(idsIn((await damaged.complete(await damaged.readAll())).records)).toEqual([c.id, a.id])
})

it('[OB26] it lies at the origin while the database lies in a bucket: a browser can forget all of these at once', async () => {
  const { start, buckets, holds, moveDatabase } = machine()
  const [a, b] = [event(), event()]
  await start().append([a])
  await expect.poll(holds).toEqual([a.id])
  moveDatabase()
  const journal = start()
  await journal.readAll()
  await journal.append([b])
  await expect.poll(async () => [await holds(), buckets.held.size]).toEqual([[a.id, b.id], 0])
})

it('[OB26] where it could not be written it is begun anew with the next write, without what was refused meanwhile', async () => {
  const { start, holds } = machine()
  const [a, b, c] = [event(), event(), event()]
  const journal = start()
  await journal.replace([{ kind: 'refused', ids: [] }])
  await journal.append([a])
  await expect.poll(holds).toEqual([a.id])
  onTestFinished(() => void vi.restoreAllMocks())
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  await journal.append([b])
  await journal.refuse([b.id])
  await expect.poll(() => put.mock.calls.length).toBeGreaterThan(0)
  expect(await holds()).toEqual([a.id])
  vi.restoreAllMocks()
  await vi.waitFor(async () => {
    await journal.append([c])
    expect(await holds()).toEqual([a.id, c.id])
  }, 20_000)
})

it('[OB26] nobody waits for it: what is saved is saved where it never answers, or cannot be written', async () => {
  const { start, buckets, file } = machine()
  buckets.open = () => new Promise(() => undefined)
  await start().append([event()])
  buckets.open = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
  const journal = start()
  await journal.append([event()])
  await journal.append([event()])
  expect((await createJournal(file).readAll()).records).toHaveLength(3)
  await journal.close()
})
