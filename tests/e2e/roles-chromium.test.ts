import { beforeAll, describe, expect, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { inOne, LEADS } from '../proof/security/shell/shell.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { openInBrowser } from './support/apps.ts'

beforeAll(() => build(projectRoot, console.log))

const chromium = await chromiumOrReason()

describe.skipIf(chromium === null)(
  'everybody walks through all of their screens, and what they do happens',
  () => {
    it('in Chromium, and no text becomes a script', async () => {
      expect((await inOne(openInBrowser, LEADS.test)).found).toEqual([])
    })
  },
)
