import type { ByteFile } from './journal.ts'
import { earlierFolders, type Places } from './journal-folder.ts'
import type { JournalAnswer, JournalRequest } from './journal-protocol.ts'

type Waiting = { resolve(bytes: Uint8Array | null): void; reject(error: Error): void }
type Body = JournalRequest extends infer R ? (R extends JournalRequest ? Omit<R, 'call'> : never) : never

/** The browser's journal: a file of the origin, written by a worker that flushes before it answers. */
export async function openOpfsFile(name: string): Promise<ByteFile> {
  const worker = new Worker(new URL('./journal-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let broken: Error | null = null

  worker.onmessage = ({ data }: MessageEvent<JournalAnswer>) => {
    const call = waiting.get(data.call)
    waiting.delete(data.call)
    if (data.ok) call?.resolve(data.bytes)
    else call?.reject(new DOMException(`Journal: ${data.message}`, data.name))
  }
  worker.onerror = (event) => {
    broken = new Error(`Journal: its worker failed (${event.message})`)
    for (const call of waiting.values()) call.reject(broken)
    waiting.clear()
  }

  const ask = (body: Body) =>
    new Promise<Uint8Array | null>((resolve, reject) => {
      if (broken) return reject(broken)
      calls += 1
      waiting.set(calls, { resolve, reject })
      worker.postMessage({ call: calls, ...body } as JournalRequest)
    })
  const tell = async (body: Body): Promise<void> => {
    await ask(body)
  }

  await tell({ op: 'open', name })
  return {
    read: () => ask({ op: 'read' }),
    append: (bytes) => tell({ op: 'append', bytes }),
    replace: (bytes) => tell({ op: 'replace', bytes }),
    overwrite: (bytes) => tell({ op: 'overwrite', bytes }),
    setAside: (bytes) => tell({ op: 'setAside', bytes }),
    async close() {
      await tell({ op: 'close' })
      worker.terminate()
      broken = new Error('Journal: closed')
    },
  }
}

const TRIES = 100
const PAUSE_MS = 50

/** With what belongs to it and what was set aside of it. A worker that was just closed may hold a file for a moment. */
export async function deleteOpfsFile(name: string): Promise<void> {
  const places = navigator as Places
  await places.storageBuckets?.delete(name)
  const folders = places.storageBuckets ? await earlierFolders(places) : [await places.storage.getDirectory()]
  for (const folder of folders)
    for (const file of [name, `${name}-next`, `${name}-term`, `${name}-damaged`]) await remove(folder, file)
}

async function remove(root: FileSystemDirectoryHandle, file: string): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await root.removeEntry(file)
    } catch (error) {
      const name = error instanceof DOMException ? error.name : ''
      if (name === 'NotFoundError') return
      if (left === 0 || name !== 'NoModificationAllowedError') throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
