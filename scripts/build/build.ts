import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash, isStamped, writeStamp } from './stamp.ts'
import { TARGETS, type Target } from './targets.ts'

/**
 * Builds what is not up to date into `root`/dist. A target is built when its inputs' contents differ from those of its last
 * build that succeeded. `only` restricts it to targets of these names. Returns the names of what was built; throws the
 * first error.
 */
export async function build(root: string, say: (line: string) => void, only?: string[]): Promise<string[]> {
  const wanted = TARGETS.filter((target) => !only || only.includes(target.name))
  const stale = wanted
    .map((target) => ({ target, hash: contentHash(root, target.inputs) }))
    .filter(
      ({ target, hash }) =>
        !existsSync(join(root, target.output)) || !isStamped(stampFile(root, target), hash),
    )
  if (stale.length === 0) return []
  // Loaded only now: a start that has nothing to build is faster without it.
  const vite = await import('vite')
  // Where the caller is a test, vite would else put React's slow development build into what is stamped as built.
  const env = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    for (const { target, hash } of stale) {
      const began = performance.now()
      rmSync(stampFile(root, target), { force: true })
      for (const step of target.steps) await vite.build(step(root))
      writeStamp(stampFile(root, target), hash)
      say(`built ${target.name} in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    }
  } finally {
    if (env === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = env
  }
  return stale.map(({ target }) => target.name)
}

function stampFile(root: string, target: Target): string {
  return join(root, 'dist', 'stamps', target.name)
}
