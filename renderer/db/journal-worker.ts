import type { JournalAnswer, JournalRequest } from './journal-protocol.ts'
import { originFolder } from './origin-folder.ts'

/**
 * Owns the OPFS files of one journal. Answers only after flush(). A replacement is written whole to '<name>-next' with a closing
 * mark before the journal itself is overwritten, so a crash at any point leaves one whole copy.
 */
const DONE = new TextEncoder().encode('LWJ-DONE')
declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(options: { mode: 'readwrite-unsafe' }): Promise<FileSystemSyncAccessHandle>
  }
}
// A window that stands still keeps its files open for ever; who may write them is settled by the windows' lock.
const SHARED = { mode: 'readwrite-unsafe' } as const
const worker = self as unknown as DedicatedWorkerGlobalScope

let files: { journal: FileSystemSyncAccessHandle; next: FileSystemSyncAccessHandle } | null = null
let journalName = ''
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
    journalName = request.name
    files = { journal: await handle(request.name), next: await handle(`${request.name}-next`) }
    finishReplacement(files)
    return null
  }
  if (!files) throw new Error('the journal is closed')
  if (request.op === 'read') return contents(files.journal)
  if (request.op === 'append') {
    // One that a full disk cut short would later stand over what is appended now.
    finishReplacement(files)
    append(files.journal, request.bytes)
  }
  if (request.op === 'replace') {
    overwrite(files.next, request.bytes, DONE)
    finishReplacement(files)
  }
  if (request.op === 'setAside') {
    const aside = await handle(`${journalName}-damaged`)
    append(aside, request.bytes)
    aside.close()
  }
  if (request.op === 'close') {
    files.journal.close()
    files.next.close()
    files = null
  }
  return null
}

function finishReplacement({ journal, next }: NonNullable<typeof files>) {
  const bytes = contents(next)
  const body = bytes.subarray(0, -DONE.length)
  if (bytes.length >= DONE.length && DONE.every((b, i) => bytes[body.length + i] === b))
    overwrite(journal, body)
  if (bytes.length > 0) {
    next.truncate(0)
    next.flush()
  }
}

function append(file: FileSystemSyncAccessHandle, bytes: Uint8Array<ArrayBuffer>) {
  const at = file.getSize()
  try {
    writeAll(file, bytes, at)
    file.flush()
  } catch (error) {
    file.truncate(at)
    throw error
  }
}

function overwrite(file: FileSystemSyncAccessHandle, ...parts: Uint8Array<ArrayBuffer>[]) {
  file.truncate(0)
  let at = 0
  for (const part of parts) {
    writeAll(file, part, at)
    at += part.length
  }
  file.flush()
}

function writeAll(file: FileSystemSyncAccessHandle, bytes: Uint8Array<ArrayBuffer>, at: number) {
  const written = file.write(bytes, { at })
  if (written !== bytes.length) throw new DOMException('the disk is full', 'QuotaExceededError')
}

function contents(file: FileSystemSyncAccessHandle): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.getSize())
  file.read(bytes, { at: 0 })
  return bytes
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
