import { beforeAll } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { chromiumOrReason } from '../setup/chromium.ts'
import { describeLosses } from './recovery/losses.ts'
import { openInBrowser } from './support/apps.ts'

beforeAll(async () => void (await build(projectRoot, console.log)))

describeLosses(
  'Chromium',
  openInBrowser,
  { database: 'Default/IndexedDB', journal: 'Default/File System' },
  (await chromiumOrReason()) === null,
)
