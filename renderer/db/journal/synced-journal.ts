import { TakenOverError } from '../errors.ts'

/** What is used of a FileSystemSyncAccessHandle. */
export type SyncedFile = Pick<FileSystemSyncAccessHandle, 'getSize' | 'read' | 'write' | 'truncate' | 'flush'>

/** A journal's files, open. A replacement is written whole to `next` before the journal is overwritten; `term` says who may write. */
export interface SyncedFiles {
  journal: SyncedFile
  next: SyncedFile
  term: SyncedFile
}

export interface SyncedJournal {
  read(): Uint8Array<ArrayBuffer>
  /** Returns after flush, as the next does. Throws TakenOverError where the journal was opened again since, by whoever. */
  append(bytes: Uint8Array<ArrayBuffer>): void
  replace(bytes: Uint8Array<ArrayBuffer>): void
  /** In the place of the first bytes. */
  overwrite(bytes: Uint8Array<ArrayBuffer>): void
}

/** Closes a replacement, so that a crash at any point leaves one whole copy. */
const DONE = new TextEncoder().encode('LWJ-DONE')

/** @param term of this opening, not like any other's, always as long: whoever has opened the files before writes no more */
export function openSyncedJournal(files: SyncedFiles, term: Uint8Array<ArrayBuffer>): SyncedJournal {
  const found = contents(files.term)
  let isClaimed = false
  const claim = () => {
    try {
      // In place: over an earlier one, which is as long, it needs no room.
      writeAll(files.term, term, 0)
      if (files.term.getSize() > term.length) files.term.truncate(term.length)
      files.term.flush()
    } catch (error) {
      files.term.truncate(found.length)
      throw error
    }
    isClaimed = true
  }
  const mayWrite = () => {
    if (!areSame(contents(files.term), isClaimed ? term : found)) throw new TakenOverError()
    if (!isClaimed) claim()
  }
  // First: an earlier window that does not stand still is not to go on with a replacement that is finished, or emptied, here.
  try {
    claim()
  } catch (error) {
    // What lies here can be read, and is written again when there is room.
    if (!isFull(error)) throw error
  }
  finishReplacement(files)
  return {
    read: () => contents(files.journal),
    append(bytes) {
      mayWrite()
      // One that a full disk cut short would later stand over what is appended now.
      finishReplacement(files)
      appendTo(files.journal, bytes)
    },
    replace(bytes) {
      mayWrite()
      rewrite(files.next, bytes)
      // Whoever opened it while that was written has emptied it, perhaps.
      mayWrite()
      appendTo(files.next, DONE)
      finishReplacement(files)
    },
    overwrite(bytes) {
      mayWrite()
      finishReplacement(files)
      writeAll(files.journal, bytes, 0)
      files.journal.flush()
    },
  }
}

/** What an earlier version left elsewhere stands before what is here, and is nowhere else any more. @param term as of the journal */
export function takeOver(journal: SyncedJournal, left: SyncedFiles, term: Uint8Array<ArrayBuffer>): void {
  const bytes = openSyncedJournal(left, term).read()
  const here = journal.read()
  const both = new Uint8Array(bytes.length + here.length)
  both.set(bytes)
  both.set(here, bytes.length)
  journal.replace(both)
  left.journal.truncate(0)
  left.journal.flush()
}

const areSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i])

const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError'

function finishReplacement({ journal, next }: SyncedFiles): void {
  const bytes = contents(next)
  const body = bytes.subarray(0, -DONE.length)
  if (bytes.length >= DONE.length && DONE.every((b, i) => bytes[body.length + i] === b))
    rewrite(journal, body)
  if (bytes.length > 0) {
    next.truncate(0)
    next.flush()
  }
}

export function appendTo(file: SyncedFile, bytes: Uint8Array<ArrayBuffer>): void {
  const at = file.getSize()
  try {
    writeAll(file, bytes, at)
    file.flush()
  } catch (error) {
    file.truncate(at)
    throw error
  }
}

function rewrite(file: SyncedFile, bytes: Uint8Array<ArrayBuffer>): void {
  file.truncate(0)
  writeAll(file, bytes, 0)
  file.flush()
}

function writeAll(file: SyncedFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const written = file.write(bytes, { at })
  if (written !== bytes.length) throw new DOMException('the disk is full', 'QuotaExceededError')
}

function contents(file: SyncedFile): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.getSize())
  file.read(bytes, { at: 0 })
  return bytes
}
