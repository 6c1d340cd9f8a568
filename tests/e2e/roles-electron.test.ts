import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { electronOrReason, openScreen } from '../electron/support.ts'
import { inOne, LEADS } from '../proof/security/shell/shell.ts'
import { openInElectron } from './support/apps.ts'

const electron = electronOrReason()
let screen: Awaited<ReturnType<typeof openScreen>> | null = null

beforeAll(async () => {
  await build(projectRoot, console.log)
  if (electron) screen = await openScreen()
})
afterAll(() => screen?.close())

// The page is the same in both: the others walk through it in Chromium, and here in the proof of the shell.
describe.skipIf(electron === null)('an agent’s walk in the desktop app', () => {
  it('as npm start opens it; no text becomes a script, and no way leads out', async () => {
    const { found } = await inOne(
      (profile, central) => openInElectron(electron!, projectRoot, profile, central, screen?.display),
      LEADS.test,
      ['ana'],
    )
    expect(found).toEqual([])
  })
})
