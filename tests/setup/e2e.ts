import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { chromiumOrReason } from './chromium.ts'

/** Before the end-to-end tests, which run two files at a time: what each of them would make is made once. */
export default async function setup(): Promise<void> {
  await build(projectRoot, console.log)
  await chromiumOrReason()
}
