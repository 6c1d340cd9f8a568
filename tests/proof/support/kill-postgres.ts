import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { placeOf } from '../../../central/postgres/place.ts'

/** SIGKILL of the database server of a data folder, as a power cut would; its children go with it. */
export async function killPostgres(dataDir: string): Promise<void> {
  const { pgData } = await placeOf(dataDir)
  const [pid] = (await readFile(join(pgData, 'postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(pid), 'SIGKILL')
}
