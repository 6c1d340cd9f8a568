import type { JournalAnswer, JournalRequest } from './journal-protocol.ts'
import { originFolder } from './origin-folder.ts'
import { appendTo, openSyncedJournal, type SyncedJournal } from './synced-journal.ts'

/** Owns the OPFS files of one journal. Answers only after flush(). */
declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(options: { mode: 'readwrite-unsafe' }): Promise<FileSystemSyncAccessHandle>
  }
}
// A window that stands still keeps its files open for ever; who may write them is settled by the windows' lock, and by the journal's term.
const SHARED = { mode: 'readwrite-unsafe' } as const
const TERM_BYTES = 16
const worker = self as unknown as DedicatedWorkerGlobalScope

let opened: { journal: SyncedJournal; name: string; close(): void } | null = null
let queue: Promise<void> = Promise.resolve()

worker.onmessage = ({ data }: MessageEvent<JournalRequest>) => {
  queue = queue.then(async () => worker.postMessage(await answer(data)))
}

async function answer(request: JournalRequest): Promise<JournalAnswer> {
  try {
    return { call: request.call, ok: true, bytes: await run(request) }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { call: request.call, ok: false, name, message }
  }
}

async function run(request: JournalRequest): Promise<Uint8Array<ArrayBuffer> | null> {
  if (request.op === 'open') {
    opened = await open(request.name)
    return null
  }
  if (!opened) throw new Error('the journal is closed')
  const { journal, name, close } = opened
  if (request.op === 'read') return journal.read()
  if (request.op === 'append') journal.append(request.bytes)
  if (request.op === 'replace') journal.replace(request.bytes)
  if (request.op === 'overwrite') journal.overwrite(request.bytes)
  if (request.op === 'setAside') {
    const aside = await handle(`${name}-damaged`)
    appendTo(aside, request.bytes)
    aside.close()
  }
  if (request.op === 'close') {
    close()
    opened = null
  }
  return null
}

async function open(name: string): Promise<NonNullable<typeof opened>> {
  const files = {
    journal: await handle(name),
    next: await handle(`${name}-next`),
    term: await handle(`${name}-term`),
  }
  return {
    journal: openSyncedJournal(files, crypto.getRandomValues(new Uint8Array(TERM_BYTES))),
    name,
    close() {
      for (const file of Object.values(files)) file.close()
    },
  }
}

/** A window that was just closed or taken over may still hold the file for a moment. */
async function handle(name: string): Promise<FileSystemSyncAccessHandle> {
  const root = await originFolder()
  const file = await root.getFileHandle(name, { create: true })
  for (let tries = 100; ; tries -= 1) {
    try {
      return await file.createSyncAccessHandle(SHARED)
    } catch (error) {
      if (tries === 0 || !(error instanceof DOMException && error.name === 'NoModificationAllowedError'))
        throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
