import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What a central says of itself in its data folder, from when it takes requests until it ends in order. */
const note = z.object({ url: z.string(), pid: z.number(), serviceToken: z.string() })
export type Announced = z.infer<typeof note>

/** The note in this data folder, which may be of a central that was killed; null when there is none. Throws where it is damaged. */
export function announcedIn(dataDir: string): Announced | null {
  const file = join(dataDir, 'central.json')
  return existsSync(file) ? note.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

/** The central that runs on this data folder now, also one too busy to answer; null when none does. */
export async function centralRunningOn(dataDir: string): Promise<Announced | null> {
  const announced = announcedIn(dataDir)
  return announced && lives(announced.pid) && (await listens(announced.url)) ? announced : null
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It may be another person's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a GET is answered, or at least not refused at once. */
async function listens(url: string): Promise<boolean> {
  try {
    await (await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(2000) })).body?.cancel()
    return true
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError'
  }
}
