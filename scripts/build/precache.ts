import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { filesUnder } from './stamp.ts'

/** What the service worker is told of the built page: the addresses to keep, and a version that changes with any of them. */
export function serviceWorkerDefines(rendererDir: string): Record<string, string> {
  const files = filesUnder(rendererDir).filter((file) => !file.endsWith('.map') && !/[/\\]sw\.js$/.test(file))
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  const addresses = files.map((file) => `/${relative(rendererDir, file).split(sep).join('/')}`)
  return {
    PRECACHE: JSON.stringify(addresses.map((address) => (address === '/index.html' ? '/' : address))),
    VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
  }
}
