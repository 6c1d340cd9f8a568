import { screen as page, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Profiler } from 'react'
import type { SyncStatus } from '../../../renderer/db/views.ts'
import { createTexts } from '../../../renderer/i18n/index.ts'
import type { OpenDesk } from '../../../renderer/session/session.ts'
import { createScreenStore, type ScreenName, startingSync } from '../../../renderer/state/screen.ts'
import { App } from '../../../renderer/ui/app.tsx'
// What it loads when that is first shown is here before: a test need not wait for it.
import '../../../renderer/ui/signed-in.tsx'
import '../../../renderer/ui/admin/admin-screen.tsx'
import '../../../renderer/ui/escalations/escalations-screen.tsx'
import '../../../renderer/ui/import/import-screen.tsx'
import '../../../renderer/ui/inbox/inbox-screen.tsx'
import '../../../renderer/ui/policy/policy-screen.tsx'
import '../../../renderer/ui/quality/quality-screen.tsx'
import '../../../renderer/ui/reports/reports-screen.tsx'
import '../../../renderer/ui/team/team-screen.tsx'
import type { DeviceState } from '../../../shared/sync/protocol.ts'
import { type MemoryDesk, memoryDesk } from './story/memory-desk.ts'

export const ONLINE: SyncStatus = {
  ...startingSync,
  connection: 'online',
  lastSyncedAt: '2026-11-22T10:42:07.000Z',
}

/** The whole application over leads in memory, signed in; resolves once the open lead is on screen. */
export async function renderApp(
  desk: MemoryDesk = memoryDesk({ leads: 3 }),
  sync: SyncStatus = ONLINE,
  screen: ScreenName = 'queue',
) {
  const store = createScreenStore({ sync, screen })
  const told: DeviceState[] = []
  const open: OpenDesk = {
    person: desk.me,
    desk,
    status: () => sync,
    keepGlance: () => undefined,
    setDeviceState: (state) => void told.push(state),
    syncNow: () => undefined,
    signInAgain: async () => undefined,
  }
  let commits = 0
  render(
    <Profiler
      id="app"
      onRender={() => {
        commits += 1
      }}
    >
      <App
        session={{
          known: () => [],
          asks: () => false,
          resume: async () => open,
          signIn: async () => open,
          signOut: async () => undefined,
        }}
        screen={store}
        texts={createTexts()}
        demo={async () => null}
        onTakenOver={() => () => undefined}
        onWiped={() => () => undefined}
        onGlance={() => () => undefined}
        onMoved={() => () => undefined}
      />
    </Profiler>,
  )
  await page.findAllByRole('heading', { level: 2 }, { timeout: 25_000 })
  return { desk, store, user: userEvent.setup(), commits: () => commits, toldCentral: told }
}
