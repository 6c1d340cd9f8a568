import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from './random.ts'

interface Harmed {
  bytes: Uint8Array
  how: string
}

/** What a bad disk does to a file's bytes (at least one). Resolves to other bytes, and what was done in words. */
export function harmed(bytes: Uint8Array, random: Random): Harmed {
  if (random.chance(0.25)) return lengthened(bytes, random)
  const at = random.below(bytes.length)
  const copy = new Uint8Array(bytes)
  const how = random.pick(['flip', 'flips', 'cut', 'zeros', 'noise'] as const)
  if (how === 'cut') return { bytes: copy.slice(0, at), how: `cut at ${at} of ${bytes.length}` }
  const end = how === 'flip' ? at + 1 : Math.min(bytes.length, at + 1 + random.below(512))
  for (let i = at; i < end; i += 1) {
    const flipped = copy[i]! ^ (1 << random.below(8))
    copy[i] = how === 'zeros' ? 0 : how === 'noise' ? random.below(256) : flipped
  }
  return { bytes: copy, how: `${how} at ${at} to ${end} of ${bytes.length}` }
}

function lengthened(bytes: Uint8Array, random: Random): Harmed {
  const more = Array.from({ length: 1 + random.below(512) }, () => random.below(256))
  return { bytes: new Uint8Array([...bytes, ...more]), how: `${more.length} bytes behind ${bytes.length}` }
}

/** Harms a file on disk. Resolves to what was done to it. */
export function harmFile(file: string, random: Random): string {
  const { bytes, how } = harmed(readFileSync(file), random)
  writeFileSync(file, bytes)
  return how
}

/** All files below a folder that hold anything, in a fixed order; but for a database's own log in words, and its lock. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(^|\/)(LOG|LOG\.old|LOCK)$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && statSync(file).size > 0)
    .sort()
}
