import * as fs from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { journalFiles } from '../../../../electron/journal-file.ts'
import { decodeFrames, encodeFrame } from '../../../../renderer/db/journal/frames.ts'
import { type ByteFile, createJournal } from '../../../../renderer/db/journal/journal.ts'
import { openShellFile } from '../../../../renderer/db/journal/journal-electron.ts'
import type { JournalRecord } from '../../../../renderer/db/journal/journal-record.ts'
import type { Channel, Desktop } from '../../../../shared/ipc/contract.ts'
import fc from '../../../setup/fc.ts'
import { createMemoryFile } from '../../support/memory-file.ts'

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const event = (n: number, size = 50): JournalRecord => ({
  kind: 'event',
  id: id(n),
  sealed: new Uint8Array(size).fill(n),
})
const header: JournalRecord = {
  kind: 'header',
  header: { personId: 'ana', deviceId: 'd1', wrappedKey: null },
}
const plain = (records: readonly JournalRecord[]) =>
  records.map((r) => (r.kind === 'event' ? { ...r, sealed: [...r.sealed] } : r))

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

/** The shell's real journal on a real disk, without the shell. */
async function shellFile(): Promise<() => ByteFile> {
  const dir = await mkdtemp(join(tmpdir(), 'leadwright-journal-'))
  folders.push(dir)
  const desktop = {
    async invoke(channel: Channel, name: string, records: string[]) {
      const files = journalFiles(dir, fs)
      if (channel === 'journal:read') return files.read(name)
      if (channel === 'journal:append') return files.append(name, records)
      if (channel === 'journal:replace') return files.replace(name, records)
      if (channel === 'journal:overwrite') return files.overwrite(name, records as unknown as string)
      throw new Error(channel)
    },
  } as unknown as Desktop
  return () => openShellFile(desktop, 'journal-ana')
}

async function memoryFile(): Promise<() => ByteFile> {
  const file = createMemoryFile()
  return () => file
}

describe.each([
  ['in memory', memoryFile],
  ['of the desktop shell', shellFile],
])('[OB19] the journal %s', (_, make) => {
  it('[OB19] gives back what was appended, after every reopening', async () => {
    const open = await make()
    expect(await createJournal(open()).readAll()).toEqual({ exists: false, records: [], damaged: false })
    const records = [header, event(1), { kind: 'settled', ids: [id(1)] }, event(2, 70_000)] as JournalRecord[]
    await createJournal(open()).append(records.slice(0, 2))
    await createJournal(open()).append(records.slice(2))
    const { exists, damaged, records: read } = await createJournal(open()).readAll()
    expect([exists, damaged]).toEqual([true, false])
    expect(plain(read)).toEqual(plain(records))
  })

  it('[OB19] a replacement stands for everything before it', async () => {
    const open = await make()
    const journal = createJournal(open())
    await journal.append([event(1), event(2)])
    await journal.replace([header, event(3)])
    await journal.append([event(4)])
    const { records } = await createJournal(open()).readAll()
    expect(plain(records)).toEqual(plain([header, event(3), event(4)]))
  })

  it('[OB2] has room for what is refused where it has a place for it', async () => {
    const open = await make()
    const journal = createJournal(open())
    await expect(journal.refuse([id(1)])).rejects.toThrow('no place')
    await journal.replace([{ kind: 'refused', ids: [] }, header, event(1)])
    const before = journal.size()
    const again = createJournal(open())
    await again.readAll()
    await again.refuse([id(1)])
    const { records, damaged } = await createJournal(open()).readAll()
    expect([journal.size(), damaged]).toEqual([before, false])
    expect(plain(records)).toEqual(plain([{ kind: 'refused', ids: [id(1)] }, header, event(1)]))
  })

  it('[OB8] a torn append in the middle costs only itself', async () => {
    const open = await make()
    await createJournal(open()).append([event(1)])
    await open().append(encodeFrame(new Uint8Array(100)).slice(0, 40))
    await createJournal(open()).append([event(2)])
    const { damaged, records } = await createJournal(open()).readAll()
    expect(damaged).toBe(true)
    expect(plain(records)).toEqual(plain([event(1), event(2)]))
    expect((await createJournal(open()).readAll()).damaged, 'it is set aside once').toBe(false)
  })
})

describe('[OB8] frames', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 })
  const join = (frames: Uint8Array[]) => new Uint8Array(frames.flatMap((f) => [...f]))

  it('[OB8] wherever the file is cut, the whole frames before the cut are read', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (all, at) => {
        const frames = all.map((p) => encodeFrame(p))
        const bytes = join(frames)
        const cut = bytes.length === 0 ? 0 : at % (bytes.length + 1)
        let end = 0
        const whole = frames.filter((f) => {
          end += f.length
          return end <= cut
        })
        const read = decodeFrames(bytes.subarray(0, cut))
        expect(read.payloads.map((p) => [...p])).toEqual(all.slice(0, whole.length).map((p) => [...p]))
        expect(read.damaged).toBe(join(whole).length !== cut)
      }),
    )
  })

  it('[OB8] a changed byte is noticed, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (p, at, by) => {
          const bytes = encodeFrame(p)
          bytes[at % bytes.length]! ^= by
          expect(decodeFrames(bytes).damaged).toBe(true)
        },
      ),
    )
  })
})
