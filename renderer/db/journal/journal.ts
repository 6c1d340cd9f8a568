import { decodeFrames, encodeFrame } from './frames.ts'
import { decodeRecord, encodeRecord, type JournalRecord } from './journal-record.ts'

/** The copy of unacknowledged work outside IndexedDB, which Chromium can lose as a whole. */
export interface Journal {
  /** Resolves once the disk has them. */
  append(records: readonly JournalRecord[]): Promise<void>
  readAll(): Promise<JournalContents>
  /** Puts these records in place of all others, atomically. */
  replace(records: readonly JournalRecord[]): Promise<void>
  /** These events are not to come back, neither from the journal nor from the database: said in the journal's first record, which needs no room. */
  refuse(ids: readonly string[]): Promise<void>
  /** Bytes now in it. */
  size(): number
  /** What was begun is written; from now on nothing is. More than once is once. */
  close(): Promise<void>
}

export interface JournalContents {
  /** False: there is no journal, or an empty one. */
  exists: boolean
  records: JournalRecord[]
  /** True: parts were unreadable; they were set aside under another name, the rest is here. */
  damaged: boolean
}

/** A file that only grows, as the platform offers it: OPFS in the browser, the shell's file in Electron. */
export interface ByteFile {
  /** Null when there is none. */
  read(): Promise<Uint8Array | null>
  /** Resolves after fsync or flush; on rejection the file is as it was, or ends in a torn frame. */
  append(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  replace(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** In the place of the first bytes; nothing grows. Resolves after fsync or flush. */
  overwrite(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** Keeps a damaged content under another name. */
  setAside(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
}

export function createJournal(file: ByteFile): Journal {
  let size = 0
  let canRefuse = false
  let closing: Promise<void> | null = null
  const mustBeOpen = () => {
    if (closing) throw new Error('Journal: closed')
  }
  return {
    async append(records) {
      mustBeOpen()
      const bytes = encode(records)
      await file.append(bytes)
      size += bytes.length
    },
    async readAll() {
      const bytes = await file.read()
      if (!bytes || bytes.length === 0) return { exists: false, records: [], damaged: false }
      size = bytes.length
      const { payloads, damaged } = decodeFrames(bytes)
      const records = payloads.map(decodeRecord).filter((r) => r !== null)
      canRefuse = records[0]?.kind === 'refused'
      if (damaged) {
        await file.setAside(new Uint8Array(bytes))
        const whole = encode(records)
        await file.replace(whole)
        size = whole.length
      }
      return { exists: true, records, damaged }
    },
    async replace(records) {
      mustBeOpen()
      const bytes = encode(records)
      await file.replace(bytes)
      size = bytes.length
      canRefuse = records[0]?.kind === 'refused'
    },
    async refuse(ids) {
      mustBeOpen()
      if (!canRefuse) throw new Error('Journal: no place is kept in it for what is refused')
      await file.overwrite(encode([{ kind: 'refused', ids }]))
    },
    size: () => size,
    close() {
      closing ??= file.close()
      return closing
    },
  }
}

function encode(records: readonly JournalRecord[]): Uint8Array<ArrayBuffer> {
  const frames = records.map((r) => encodeFrame(encodeRecord(r)))
  const bytes = new Uint8Array(frames.reduce((sum, f) => sum + f.length, 0))
  let at = 0
  for (const frame of frames) {
    bytes.set(frame, at)
    at += frame.length
  }
  return bytes
}
