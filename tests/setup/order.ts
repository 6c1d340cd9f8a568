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
  'electron/package',
  'e2e/roles-electron',
  'e2e/story-chromium',
  'e2e/admin',
  'e2e/reassign',
  'e2e/devices',
  'e2e/keys-and-layout',
  'central/proof',
  'central/story/story',
  'central/process',
  'central/imports/demo',
  'central/backup',
  'central/imports/heap',
  'central/database',
  'central/imports/import-runs',
  'central/mail/out',
  'central/policies',
  'central/channels/deliver',
  'central/channels/restart',
  'central/people',
  'renderer/ui/admin',
  'renderer/ui/policy-forms',
  'renderer/ui/calm',
  'renderer/ui/agent',
  'renderer/ui/desk',
  'renderer/ui/team',
  'renderer/ui/admin-drafts',
  'renderer/ui/news',
  'policy/fit/public-sets',
  'renderer/session/session',
  'policy/brute-force',
].map((name) => join(import.meta.dirname, '..', name))

/** Project by project, for whose files a process is kept; a worker that is free takes of the next one. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const long = LONG.indexOf(moduleId.replace(/\.test\.tsx?$/, ''))
      return PROJECTS.indexOf(project.name) * 100 + (long === -1 ? LONG.length : long)
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
