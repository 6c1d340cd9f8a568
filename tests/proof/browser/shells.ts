import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { Shell } from '../../e2e/story/office.ts'
import { openInBrowser, openInElectron } from '../../e2e/support/apps.ts'
import { electronOrReason, openScreen } from '../../electron/support.ts'
import { chromiumOrReason } from '../../setup/chromium.ts'

/** A program that the desk runs in, and where it keeps its two copies, and the buckets that a database begun anew lies in, below the folder of its profile. */
export interface Home {
  name: 'Chromium' | 'Electron'
  shell: Shell
  database: string
  journal: string
  buckets: string
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
      buckets: 'Default/WebStorage',
    })
  const electron = electronOrReason()
  const screen = electron ? await openScreen() : null
  if (electron)
    found.push({
      name: 'Electron',
      shell: (profile, central) => openInElectron(electron, projectRoot, profile, central, screen?.display),
      database: 'IndexedDB',
      journal: 'journal',
      buckets: 'WebStorage',
    })
  return { homes: found, close: () => screen?.close() }
}

/** Folders that hold databases, in a profile. */
export const databasesIn = (home: Home, profile: string): string[] => [
  join(profile, home.database),
  ...inBuckets(home, profile, 'IndexedDB'),
]

/** Folders that hold journals, in a profile. */
export const journalsIn = (home: Home, profile: string): string[] =>
  home.journal === home.buckets ? inBuckets(home, profile, 'FileSystem') : [join(profile, home.journal)]

/** Where Chromium notes all buckets of all origins. */
export const bookIn = (home: Home, profile: string): string => join(profile, home.buckets, 'QuotaManager')

function inBuckets({ buckets }: Home, profile: string, kind: string): string[] {
  const all = join(profile, buckets)
  if (!existsSync(all)) return []
  return readdirSync(all)
    .map((bucket) => join(all, bucket, kind))
    .filter((folder) => existsSync(folder))
}
