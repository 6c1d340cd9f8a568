import { userInfo } from 'node:os'
import { type RunAs, run } from './run.ts'

const NAME = 'postgres'

/** PostgreSQL refuses to run as root: there it runs as the user postgres, made when there is none. Null: we are an ordinary user. */
export async function serverUser(): Promise<RunAs | null> {
  if (process.platform === 'win32' || userInfo().uid !== 0) return null
  const known = await lookUp()
  if (known) return known
  await run('useradd', ['--system', '--user-group', '--no-create-home', NAME], null)
  const made = await lookUp()
  if (!made) throw new Error(`PostgreSQL cannot run as root, and the user ${NAME} could not be made`)
  return made
}

async function lookUp(): Promise<RunAs | null> {
  try {
    const uid = Number(await run('id', ['-u', NAME], null))
    const gid = Number(await run('id', ['-g', NAME], null))
    return { uid, gid }
  } catch {
    return null // `id` fails for a user that does not exist
  }
}
