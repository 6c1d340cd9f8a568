import { join } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes long begins first: the short ones fill the gaps at the end. */
const PROJECTS = ['e2e', 'central', 'component', 'unit']
/** Within its project, too, a file that takes over ten seconds goes before the others, the longest first. */
const LONG = [
  'e2e/axe',
  'e2e/recovery',
  'e2e/roles-chromium',
  'scripts/start',
  'e2e/qualification',
  'e2e/roles-electron',
  'e2e/story-chromium',
  'electron/package',
  'central/proof',
  'central/story/story',
  'central/process',
  'central/imports/demo',
].map((name) => join(import.meta.dirname, '..', `${name}.test.ts`))

/** Project by project, for whose files a process is kept; a worker that is free takes of the next one. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const long = LONG.indexOf(moduleId)
      return PROJECTS.indexOf(project.name) * 100 + (long === -1 ? LONG.length : long)
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
