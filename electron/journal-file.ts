import type * as fs from 'node:fs/promises'
import { join } from 'node:path'

/** What is needed of node:fs/promises; passed in so that a test can watch the order of writes and flushes. */
export type JournalFs = Pick<typeof fs, 'open' | 'mkdir' | 'readFile' | 'rename' | 'rm'>

export interface JournalFiles {
  /** Resolves once the records' bytes are on disk. Rejects when they are not; then the file is as long as before. */
  append(name: string, records: readonly string[]): Promise<void>
  /** All bytes in base64; null when there is no such file. */
  read(name: string): Promise<string | null>
  /** Puts these records in the place of the whole file: afterwards it is the old one or the new one, never a mixture. */
  replace(name: string, records: readonly string[]): Promise<void>
  /** Writes over the file's first bytes; resolves once they are on disk. Rejects when there is no such file. */
  overwrite(name: string, bytes: string): Promise<void>
  /** The file, and one that was to take its place. */
  delete(name: string): Promise<void>
}

const NAME = /^[a-z0-9-]{1,80}$/

/** Journal files below `dir`; records are base64. Calls for one file run one after the other. */
export function journalFiles(dir: string, io: JournalFs): JournalFiles {
  const last = new Map<string, Promise<unknown>>()

  function inTurn<T>(name: string, task: (file: string) => Promise<T>): Promise<T> {
    if (!NAME.test(name)) return Promise.reject(new Error(`not a journal's name: ${name}`))
    const run = () => task(join(dir, `${name}.journal`))
    const turn = (last.get(name) ?? Promise.resolve()).then(run, run)
    last.set(name, turn)
    return turn
  }

  return {
    append: (name, records) => inTurn(name, (file) => append(file, decode(records))),
    read: (name) => inTurn(name, read),
    replace: (name, records) => inTurn(name, (file) => replace(file, decode(records))),
    overwrite: (name, bytes) => inTurn(name, (file) => overwrite(file, Buffer.from(bytes, 'base64'))),
    delete: (name) => inTurn(name, remove),
  }

  async function append(file: string, bytes: Buffer): Promise<void> {
    await io.mkdir(dir, { recursive: true })
    const handle = await io.open(file, 'a', 0o600)
    try {
      const { size } = await handle.stat()
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } catch (error) {
        await handle.truncate(size)
        throw error
      }
      if (size === 0) await syncDirectory()
    } finally {
      await handle.close()
    }
  }

  async function read(file: string): Promise<string | null> {
    try {
      return (await io.readFile(file)).toString('base64')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  async function replace(file: string, bytes: Buffer): Promise<void> {
    const temporary = `${file}.new`
    await io.mkdir(dir, { recursive: true })
    const handle = await io.open(temporary, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await io.rename(temporary, file)
    await syncDirectory()
  }

  async function overwrite(file: string, bytes: Buffer): Promise<void> {
    const handle = await io.open(file, 'r+')
    try {
      await handle.write(bytes, 0, bytes.length, 0)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  async function remove(file: string): Promise<void> {
    for (const path of [file, `${file}.new`]) await io.rm(path, { force: true })
    await io.mkdir(dir, { recursive: true })
    await syncDirectory()
  }

  /** A new name is only durable with its folder. Windows has no such call and keeps names durable by itself. */
  async function syncDirectory(): Promise<void> {
    if (process.platform === 'win32') return
    const handle = await io.open(dir, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

function decode(records: readonly string[]): Buffer {
  return Buffer.concat(records.map((record) => Buffer.from(record, 'base64')))
}
