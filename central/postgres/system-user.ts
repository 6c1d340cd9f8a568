import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'
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

/** Not with `run`, which may end before all is read: of nothing read Number makes 0, the id of root. */
const idOf = async (which: '-u' | '-g'): Promise<number> =>
  Number((await promisify(execFile)('id', [which, NAME])).stdout)

async function lookUp(): Promise<RunAs | null> {
  try {
    return { uid: await idOf('-u'), gid: await idOf('-g') }
  } catch {
    return null // `id` fails for a user that does not exist
  }
}
