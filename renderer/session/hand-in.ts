import type { Person } from '../../shared/sync/protocol.ts'
import { createMarkerStore } from '../db/database/marker.ts'
import { closeStore, openStore } from '../db/open-store.ts'
import { createSyncPort } from '../db/sync-port.ts'
import { runRound } from '../sync/engine.ts'
import { askToSync } from '../sync/sender.ts'
import type { Api } from '../sync/transport.ts'
import { installationId, type Platform } from './platform.ts'
import type { Stores } from './stores.ts'

/**
 * Hands in what waits on a device that may no longer work, without opening the desk. True: that was all, and the person's data is to go
 * from this machine. Closes the stores.
 */
export async function handIn(
  platform: Platform,
  api: Api,
  { person, stores, key, wrappedKey }: { person: Person; stores: Stores; key: CryptoKey; wrappedKey: string },
): Promise<boolean> {
  const sealer = platform.openSealer(key)
  const { store } = await openStore({
    personId: person.id,
    db: stores.db,
    journal: stores.journal,
    contents: stores.contents,
    wrappedKey,
    sealer,
    marker: createMarkerStore(platform.storage, person.id),
    deviceId: installationId(platform),
    wall: platform.wall,
    newId: platform.newId,
    onWaiting: () => undefined,
    onCommitted: () => undefined,
  }).catch(async (error: unknown) => {
    sealer.close()
    await stores.close()
    throw error
  })
  try {
    const end = await runRound({
      port: createSyncPort(store),
      send: (body) => askToSync(api, body),
      deviceState: () => 'ready',
      onMoved: () => undefined,
    })
    return end === 'wipe'
  } finally {
    await closeStore(store)
  }
}
