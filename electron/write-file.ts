import { open, rename } from 'node:fs/promises'

/** Replaces a file by way of a temporary one: a crash leaves the old content or the new, never half. Readable by its owner only. */
export async function writeFileDurably(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
}
