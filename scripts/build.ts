import { build } from './build/build.ts'
import { TARGETS } from './build/targets.ts'
import { projectRoot } from './project-root.ts'

/** npm run build [-- target...]: all targets, or these. */
const only = process.argv.slice(2)
const names = TARGETS.map((target) => target.name)
const unknown = only.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`no such target: ${unknown.join(', ')}; there are ${names.join(', ')}`)
  process.exitCode = 2
} else {
  const built = await build(projectRoot, console.log, only.length > 0 ? only : undefined)
  if (built.length === 0) console.log('nothing changed since the last build')
}
