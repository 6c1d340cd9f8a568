import { beforeAll, describe, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { everybody } from './roles/roles.ts'
import { openInBrowser } from './support/apps.ts'

beforeAll(() => build(projectRoot, console.log))

const chromium = await chromiumOrReason()

describe.skipIf(chromium === null)(
  '[E2E5] everybody walks through all of their screens, and what they do happens',
  () => {
    it('in Chromium', () => everybody(openInBrowser, async () => undefined))
  },
)
