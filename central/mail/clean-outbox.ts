import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../store/database/schema.ts'

/** Removes the files of mails to persons who were erased. @param outbox the folder of `folderTransport`; it may not be there */
export async function cleanOutbox(db: Db, outbox: string): Promise<void> {
  const files = new Set(await namesIn(outbox))
  if (files.size === 0) return
  const erased = await db.selectFrom('mails').select('id').where('to_address', '=', '').execute()
  for (const { id } of erased) {
    const file = `${id}.eml`
    if (files.has(file)) await rm(join(outbox, file), { force: true })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
