import { afterAll, beforeAll, describe, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { electronOrReason, openScreen } from '../electron/support.ts'
import { everybody } from './roles/roles.ts'
import { openInElectron } from './support/apps.ts'

const electron = electronOrReason()
let screen: Awaited<ReturnType<typeof openScreen>> | null = null

beforeAll(async () => {
  await build(projectRoot, console.log)
  if (electron) screen = await openScreen()
})
afterAll(() => screen?.close())

describe.skipIf(electron === null)('[E2E6] the same walks in the desktop app', () => {
  it('as npm start opens it', () =>
    everybody(
      (profile, central) => openInElectron(electron!, projectRoot, profile, central, screen?.display),
      async () => undefined,
    ))
})
