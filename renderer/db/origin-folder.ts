/** As far as it is used; not every browser has it. */
interface Buckets {
  open(name: string): Promise<{ getDirectory(): Promise<FileSystemDirectoryHandle> }>
}

const BUCKET = 'leadwright'

/**
 * Where files of this origin lie. Where Chromium's own list of them is damaged, nothing in its folder can be opened, made or removed ever again:
 * then it is the folder of a bucket of our own, in which the journal begins anew.
 */
export async function originFolder(): Promise<FileSystemDirectoryHandle> {
  const folder = await navigator.storage.getDirectory()
  try {
    await folder.keys().next()
    return folder
  } catch (error) {
    const buckets = (navigator as { storageBuckets?: Buckets }).storageBuckets
    if (!buckets) throw error
    return (await buckets.open(BUCKET)).getDirectory()
  }
}
