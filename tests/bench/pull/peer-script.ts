import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'

const PACKAGES = join(import.meta.dirname, '../node_modules')

/** A peer's page, with all it needs; null where the peer is not installed. @param name the package's */
export async function peerScript(peer: 'rxdb', name: string): Promise<string | null> {
  if (!existsSync(join(PACKAGES, name))) return null
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      rolldownOptions: {
        input: join(import.meta.dirname, `peers/${peer}.js`),
        output: { format: 'iife' },
      },
    },
  })) as Rolldown.RolldownOutput
  return built.output[0].code
}
