import '../../../../renderer/db/jitless.ts'
import '@mantine/core/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/spotlight/styles.css'
import '../../../../renderer/ui/ui.css'
import { spotlight } from '@mantine/spotlight'
import { createRoot, type Root } from 'react-dom/client'
import { FaultError } from '../../../../renderer/db/errors.ts'
import type { ParkedEvent, SyncStatus } from '../../../../renderer/db/views.ts'
import type { Api } from '../../../../renderer/flow/desk.ts'
import { createTexts } from '../../../../renderer/i18n/index.ts'
import type { OpenDesk, SessionControl } from '../../../../renderer/session/session.ts'
import { createScreenStore, type ScreenName } from '../../../../renderer/state/screen.ts'
import { App } from '../../../../renderer/ui/app.tsx'
import { DEFAULT_POLICY } from '../../../../shared/policy/default-policy.ts'
import { officeNow } from '../../../setup/office-hours.ts'
import { type MemoryDesk, memoryDesk } from './memory-desk.ts'
import { OWN_FIELDS } from './sample-own-fields.ts'
import { storyApi } from './story-api.ts'

const now = officeNow()
const ago = (ms: number) => new Date(now - ms).toISOString()
const STATUS: Record<string, SyncStatus> = {
  online: {
    connection: 'online',
    since: ago(9e6),
    waiting: 0,
    parked: 0,
    lastSyncedAt: ago(4000),
    notice: null,
  },
  offline: {
    connection: 'offline',
    since: ago(66e4),
    waiting: 7,
    parked: 0,
    lastSyncedAt: ago(66e4),
    notice: null,
  },
  sending: {
    connection: 'online',
    since: ago(9e6),
    waiting: 12,
    parked: 0,
    lastSyncedAt: ago(4000),
    notice: null,
  },
  signIn: {
    connection: 'online',
    since: ago(66e4),
    waiting: 7,
    parked: 2,
    lastSyncedAt: ago(66e4),
    notice: { kind: 'signIn', message: 'Your session has ended. Sign in again; what waits is kept.' },
  },
}
const PARKED: ParkedEvent = {
  id: '1',
  leadId: '00000000-0000-7000-8000-000000000000',
  fault: { kind: 'notYours', message: 'This lead was with Ben Okafor when you wrote this.' },
  parkedAt: ago(3e5),
  event: { type: 'field.answered' },
}
const demanding = DEFAULT_POLICY.dispositions.map((d) =>
  d.id === 'notInterested' ? { ...d, requires: ['website' as const, 'budget' as const] } : d,
)

/** Central is not reached. */
const AWAY: Api = {
  ...storyApi(),
  request: () =>
    Promise.reject(
      new FaultError({ kind: 'unavailable', message: 'Central cannot be reached.' }, { unreached: true }),
    ),
}

let shown: Root | null = null

/** Shows the screens of an address's query anew, in place of those before: `leads=200&me=judith&owner=ana&screen=team&sync=offline&theme=dark&out=1`. */
async function show(search: string): Promise<void> {
  // The palette is open for all of a page, not for what is mounted in it; what was typed goes when it has closed.
  spotlight.close()
  await new Promise((closed) => setTimeout(closed, 20))
  shown?.unmount()
  const query = new URLSearchParams(search)
  // No draft of an earlier look.
  localStorage.clear()
  localStorage.setItem('mantine-color-scheme-value', query.get('theme') ?? 'light')
  const sync = STATUS[query.get('sync') ?? 'online'] ?? STATUS.online!
  const desk = deskOf(query, sync)
  if (query.has('lost'))
    await desk.transactor.commit([
      {
        leadId: desk.reader.rows()[0]!.id,
        type: 'call.started',
        payload: { call: desk.newId(), phone: '+17575550142', at: new Date(now - 600_000).toISOString() },
      },
    ])
  const screen = createScreenStore({ sync, screen: (query.get('screen') ?? 'queue') as ScreenName })
  const root = document.getElementById('root')
  if (!root) throw new Error('no #root')
  shown = createRoot(root)
  shown.render(
    <App
      session={sessionOf(query, desk, sync)}
      screen={screen}
      texts={createTexts()}
      demo={async () => ({ email: 'ana@leadwright.example', password: 'demo' })}
      onTakenOver={() => () => undefined}
      onWiped={() => () => undefined}
      onGlance={(listener) => {
        const lines = desk.reader.rows().slice(0, 60)
        if (query.has('glance')) listener({ at: ago(36e5), count: desk.reader.rows().length, lines })
        return () => undefined
      }}
      onMoved={() => () => undefined}
    />,
  )
}

function deskOf(query: URLSearchParams, sync: SyncStatus): MemoryDesk {
  const team = query.get('me') === 'judith'
  return memoryDesk({
    leads: Number(query.get('leads') ?? 200),
    ...(query.has('at') ? { at: Date.parse(query.get('at') ?? '') } : {}),
    me: query.get('me') ?? 'ana',
    api: query.has('away')
      ? AWAY
      : storyApi(Number(query.get('many') ?? 40), Number(query.get('agents') ?? 0)),
    campaigns: Number(query.get('campaigns') ?? 1),
    duplicates: query.has('dup'),
    ...(query.get('screen') === 'policy' ? { policy: { version: 14 } } : {}),
    ...(query.has('own') ? { policy: OWN_FIELDS } : {}),
    ...(query.has('required') ? { policy: { dispositions: demanding } } : {}),
    ...(query.has('bare') ? { policy: { script: undefined } } : {}),
    parked: sync.parked > 0 ? [PARKED] : [],
    ownerOf: (n) => query.get('owner') ?? (team ? [null, 'ana', 'ben', 'chloe'][n % 4]! : 'ana'),
  })
}

function sessionOf(query: URLSearchParams, desk: MemoryDesk, sync: SyncStatus): SessionControl {
  const open: OpenDesk = {
    person: desk.me,
    desk,
    status: () => sync,
    setDeviceState: () => undefined,
    keepGlance: () => undefined,
    syncNow: () => undefined,
    signInAgain: async () => undefined,
  }
  return {
    known: () => [],
    asks: () => false,
    resume: () =>
      query.has('glance') ? new Promise(() => undefined) : Promise.resolve(query.has('out') ? null : open),
    signIn: async () => open,
    signOut: async () => undefined,
  }
}

declare global {
  interface Window {
    /** For a test that looks at one story after another. */
    showStory: typeof show
  }
}
window.showStory = show
await show(location.search)
