import { deleteEmpty, earlierFolders, holdsJournal, journalFolder, type Places } from './journal-folder.ts'
import type { JournalAnswer, JournalRequest } from './journal-protocol.ts'
import {
  appendTo,
  openSyncedJournal,
  type SyncedFiles,
  type SyncedJournal,
  takeOver,
} from './synced-journal.ts'

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

let opened: {
  journal: SyncedJournal
  name: string
  folder: FileSystemDirectoryHandle
  close(): void
} | null = null
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
  const { journal, name, folder, close } = opened
  if (request.op === 'read') return journal.read()
  if (request.op === 'append') journal.append(request.bytes)
  if (request.op === 'replace') journal.replace(request.bytes)
  if (request.op === 'overwrite') journal.overwrite(request.bytes)
  if (request.op === 'setAside') {
    const aside = await handle(folder, `${name}-damaged`)
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
  const places = navigator as Places
  await deleteEmpty(places, name)
  const folder = await journalFolder(places, name)
  const files = await filesIn(folder, name)
  const term = crypto.getRandomValues(new Uint8Array(TERM_BYTES))
  const journal = openSyncedJournal(files, term)
  for (const earlier of await earlierFolders(places)) {
    if (!(await holdsJournal(earlier, name))) continue
    const left = await filesIn(earlier, name)
    takeOver(journal, left, term)
    close(left)
  }
  return { journal, name, folder, close: () => close(files) }
}

async function filesIn(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<Record<keyof SyncedFiles, FileSystemSyncAccessHandle>> {
  return {
    journal: await handle(folder, name),
    next: await handle(folder, `${name}-next`),
    term: await handle(folder, `${name}-term`),
  }
}

function close(files: Record<keyof SyncedFiles, FileSystemSyncAccessHandle>): void {
  for (const file of Object.values(files)) file.close()
}

/** A window that was just closed or taken over may still hold the file for a moment. */
async function handle(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemSyncAccessHandle> {
  const file = await folder.getFileHandle(name, { create: true })
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
