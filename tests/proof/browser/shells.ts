import { projectRoot } from '../../../scripts/project-root.ts'
import type { Shell } from '../../e2e/story/office.ts'
import { openInBrowser, openInElectron } from '../../e2e/support/apps.ts'
import { electronOrReason, openScreen } from '../../electron/support.ts'
import { chromiumOrReason } from '../../setup/chromium.ts'

/** A program that the desk runs in, and where it keeps its two copies, below the folder of its profile. */
export interface Home {
  name: 'Chromium' | 'Electron'
  shell: Shell
  database: string
  journal: string
}

/** Those of this machine; on a build server both must be there. */
export async function homes(): Promise<{ homes: Home[]; close(): void }> {
  const found: Home[] = []
  if (await chromiumOrReason())
    found.push({
      name: 'Chromium',
      shell: openInBrowser,
      database: 'Default/IndexedDB',
      journal: 'Default/WebStorage',
    })
  const electron = electronOrReason()
  const screen = electron ? await openScreen() : null
  if (electron)
    found.push({
      name: 'Electron',
      shell: (profile, central) => openInElectron(electron, projectRoot, profile, central, screen?.display),
      database: 'IndexedDB',
      journal: 'journal',
    })
  return { homes: found, close: () => screen?.close() }
}
