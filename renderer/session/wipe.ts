import { session } from '../../shared/api/api.ts'
import { databaseName } from '../db/database/database.ts'
import { deleteAt } from '../db/database/database-place.ts'
import { createMarkerStore } from '../db/database/marker.ts'
import type { PeopleDatabase, Wipe } from '../db/database/people-database.ts'
import { deleteSpares } from '../db/database/spare-place.ts'
import { FaultError } from '../db/errors.ts'
import { forgetDrafts } from '../flow/policy-draft.ts'
import { forgetFilters } from '../flow/saved-filters.ts'
import type { Api } from '../sync/transport.ts'
import type { KeyVault } from './key-vault.ts'
import type { PeopleStore } from './people-store.ts'
import type { Platform } from './platform.ts'
import { journalName } from './stores.ts'

export interface WipeDeps {
  platform: Platform
  api: Api
  people: PeopleStore
  database: PeopleDatabase
  vault: KeyVault
}

/**
 * Deletes everything of a person on this machine, whose stores are closed, and tells central. It is noted before it begins and until
 * central knows: what a crash leaves, or what could not be told, is done again at the next start.
 */
export async function wipe(deps: WipeDeps, what: Wipe): Promise<void> {
  await deps.database.beginWipe(what)
  await finishWipe(deps, what)
}

export async function finishWipes(deps: WipeDeps): Promise<void> {
  for (const begun of await deps.database.wipes()) await finishWipe(deps, begun)
}

/** Keys first: without them nothing that is still there can be read. */
async function finishWipe(deps: WipeDeps, { id, device }: Wipe): Promise<void> {
  const { platform, people, vault, database } = deps
  await vault.delete(id)
  await people.remove(id)
  createMarkerStore(platform.storage, id).clear()
  forgetFilters(platform.storage, id)
  forgetDrafts(platform.storage, id)
  await platform.deleteFile(journalName(id))
  await deleteAt(databaseName(id), platform.buckets)
  if (platform.buckets) await deleteSpares(platform.buckets, id)
  if (await tellCentral(deps.api, id, device)) await database.endWipe(id)
}

/** False when central is not reached. Where another person, or nobody, is signed in by now there is no way to tell it. */
async function tellCentral(api: Api, id: string, device: string): Promise<boolean> {
  try {
    const { person } = await api.request({ method: 'GET', path: 'session', schema: session, timeout: 3_000 })
    if (person.id !== id) return true
    await api.request({ method: 'POST', path: 'devices/wiped', body: { device }, timeout: 8_000 })
    await api.request({ method: 'DELETE', path: 'session', timeout: 3_000 })
    return true
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    return error.reaction !== 'backOff'
  }
}
