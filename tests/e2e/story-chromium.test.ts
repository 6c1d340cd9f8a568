import { beforeAll, describe, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { story } from './story/story.ts'
import { openInBrowser } from './support/apps.ts'

beforeAll(() => build(projectRoot, console.log))

const chromium = await chromiumOrReason()

describe.skipIf(chromium === null)(
  'nothing that was called saved is lost, and central has it exactly once',
  () => {
    it('in Chromium', async () => {
      await story((folder, central) => openInBrowser(folder, central))
    })
  },
)
