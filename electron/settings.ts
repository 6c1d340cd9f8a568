import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const settings = z.object({ central: z.string().optional() })
const DEFAULT_CENTRAL = 'http://127.0.0.1:4317'

/**
 * The origin of central: environment LEADWRIGHT_CENTRAL, else `central` in settings.json in the user data folder, else this
 * machine. Throws an Error with a message for the person when it is no address that a session may be sent to.
 */
export function centralAddress(env: NodeJS.ProcessEnv, userData: string): string {
  const file = join(userData, 'settings.json')
  const configured = env.LEADWRIGHT_CENTRAL || readSettings(file).central || DEFAULT_CENTRAL
  if (!URL.canParse(configured)) throw new Error(`The address of central is not an address: ${configured}`)
  const url = new URL(configured)
  const onThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && onThisMachine)) {
    throw new Error(
      `The address of central must start with https:// (http:// only for this machine): ${configured}`,
    )
  }
  return url.origin
}

function readSettings(file: string): z.infer<typeof settings> {
  if (!existsSync(file)) return {}
  try {
    return settings.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}
