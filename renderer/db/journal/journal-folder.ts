/** As far as they are used; not every browser has them. */
export interface Buckets<Bucket> {
  open(name: string, options: { persisted: boolean }): Promise<Bucket>
  delete(name: string): Promise<void>
  keys(): Promise<string[]>
}

/** What a browser offers to a page, or to its worker. */
export interface Places {
  storage: Pick<StorageManager, 'getDirectory'>
  storageBuckets?: Buckets<Pick<StorageManager, 'getDirectory'>>
}

const OPTIONS = { persisted: true }
/** Of an earlier version: where it went from an origin's folder that could not be read. */
const EARLIER_BUCKET = 'leadwright'
const TRIES = 3
const PAUSE_MS = 200

/** The folder of a journal's files: that of a bucket of its own, where the browser has buckets. */
export async function journalFolder(
  { storage, storageBuckets }: Places,
  name: string,
): Promise<FileSystemDirectoryHandle> {
  return (storageBuckets ? await storageBuckets.open(name, OPTIONS) : storage).getDirectory()
}

/**
 * When Chromium's own list of a folder's files is damaged, what is written to the list from then on is forgotten at its next start, again and again:
 * so a bucket that holds no journal is deleted, to be begun anew. Nobody else may have it open meanwhile.
 */
export async function deleteEmpty(places: Places, name: string): Promise<void> {
  if (!places.storageBuckets || (await holdsJournal(await journalFolder(places, name), name))) return
  await places.storageBuckets.delete(name)
}

/** Folders in which an earlier version kept journals; those that can be read. */
export async function earlierFolders({
  storage,
  storageBuckets,
}: Places): Promise<FileSystemDirectoryHandle[]> {
  if (!storageBuckets) return []
  const buckets = (await storageBuckets.keys()).filter((name) => name === EARLIER_BUCKET)
  const folders = await Promise.allSettled([
    readable(storage),
    ...buckets.map(async (name) => readable(await storageBuckets.open(name, OPTIONS))),
  ])
  return folders.flatMap((found) => (found.status === 'fulfilled' ? found.value : []))
}

/** Nothing in a folder whose list is damaged can be opened, made or removed ever again. */
async function readable(of: Pick<StorageManager, 'getDirectory'>): Promise<FileSystemDirectoryHandle> {
  const folder = await of.getDirectory()
  await folder.keys().next()
  return folder
}

/** Of a folder that cannot be read: false, when it stays so. */
export async function holdsJournal(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      return (await sizeOf(folder, name)) + (await sizeOf(folder, `${name}-next`)) > 0
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  return false
}

async function sizeOf(folder: FileSystemDirectoryHandle, file: string): Promise<number> {
  try {
    return (await (await folder.getFileHandle(file)).getFile()).size
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return 0
    throw error
  }
}
