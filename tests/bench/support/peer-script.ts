import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'

const BENCH = join(import.meta.dirname, '..')
const PACKAGES = { rxdb: 'rxdb', pouchdb: 'pouchdb-browser' }

export type PeerName = keyof typeof PACKAGES

/** A peer's page for a bench, with all it needs; null where the peer is not installed. */
export async function peerScript(bench: 'open' | 'pull', peer: PeerName): Promise<string | null> {
  if (!existsSync(join(BENCH, 'node_modules', PACKAGES[peer]))) return null
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      rolldownOptions: {
        input: join(BENCH, bench, 'peers', `${peer}.js`),
        output: { format: 'iife' },
      },
    },
  })) as Rolldown.RolldownOutput
  return built.output[0].code
}
