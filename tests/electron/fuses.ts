import { readFileSync } from 'node:fs'

/** In every Electron, before the wire: its version, its length, and a character for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** In the order of the wire's first version. */
const NAMES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const

/** The fuses as they stand in a program, by their names in electron-builder.yml. */
export function fusesOf(program: string): Record<string, boolean> {
  const bytes = readFileSync(program)
  const at = bytes.indexOf(SENTINEL)
  if (at < 0) throw new Error(`${program} has no fuses`)
  const from = at + SENTINEL.length
  if (bytes[from] !== 1) throw new Error(`fuses of version ${bytes[from]}`)
  const wire = bytes.subarray(from + 2, from + 2 + bytes[from + 1]!).toString('latin1')
  return Object.fromEntries(NAMES.flatMap((name, n) => (n < wire.length ? [[name, wire[n] === '1']] : [])))
}
