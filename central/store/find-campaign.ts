import { type SqlBool, sql } from 'kysely'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Campaign } from '../../shared/sync/protocol.ts'
import { CENTRAL, mayMakeCampaigns, mayRead, mayUseCampaign, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { createCampaign, listCampaigns } from './campaigns.ts'
import type { Db } from './database/schema.ts'

/** The id a campaign gets after its name. */
export const campaignIdOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/gu, '') || 'campaign'

/** A campaign that need not be there yet. */
export interface ImportCampaign {
  id: string
  /** Makes it, unless it is there. */
  make(): Promise<void>
}

/**
 * Where an import goes, of the campaigns that the viewer may bring leads into: the one of that id or name, to be made under the default
 * policy when there is none. Not named: the only one there is, or, in a central without any, one named after the file. Throws when several are there and none is named.
 */
export async function campaignToImportTo(
  db: Db,
  viewer: Viewer,
  named: string | undefined,
  fileName: string,
): Promise<ImportCampaign> {
  if (named !== undefined) return foundOrNew(db, viewer, named)
  const [only, ...others] = (await listCampaigns(db, viewer)).filter((c) => !c.archived)
  if (!only) return foundOrNew(db, viewer, fileName.replace(/\.[^.]+$/u, ''))
  if (others.length === 0) return there(only)
  const ids = [only, ...others].map((c) => c.id).join(', ')
  throw new Fail('malformed', `There are several campaigns; name one of them or a new one: ${ids}`, [
    { pointer: '/querystring/campaign', detail: 'must be given' },
  ])
}

/** The campaign of that id or name, of those the viewer may bring leads into; not named, the only one there is. Throws when there is none, or several and none is named. */
export async function campaignNamed(db: Db, viewer: Viewer, named: string | undefined): Promise<Campaign> {
  const refuse = (kind: 'notFound' | 'malformed', message: string, detail: string) =>
    new Fail(kind, message, [{ pointer: '/campaign', detail }])
  if (named !== undefined) {
    const found = await find(db, viewer, named)
    if (found) return found
    throw refuse('notFound', `There is no campaign ${named}`, 'is no campaign')
  }
  const [only, ...others] = await listCampaigns(db, viewer)
  if (!only) throw refuse('notFound', 'There is no campaign yet', 'is no campaign')
  if (others.length === 0) return only
  const ids = [only, ...others].map((c) => c.id).join(', ')
  throw refuse('malformed', `There are several campaigns; name one of them: ${ids}`, 'must be given')
}

/**
 * Throws for a parameter that names no campaign by its id: an empty answer would say that it has nothing. One that the viewer has neither
 * the use of nor a lead in is none.
 */
export async function refuseUnknownCampaign(
  db: Db,
  viewer: Viewer,
  id: string | null | undefined,
): Promise<void> {
  if (id === null || id === undefined) return
  const row = await db
    .selectFrom('campaigns')
    .select('id')
    .where('id', '=', id)
    .where((eb) => eb.or([mayUseCampaign(viewer, 'campaigns.id'), hasLeadIn(viewer)]))
    .executeTakeFirst()
  if (row) return
  throw new Fail('notFound', `There is no campaign ${id}: it is named by its id`, [
    { pointer: '/querystring/campaign', detail: 'is no campaign' },
  ])
}

const hasLeadIn = (viewer: Viewer) => sql<SqlBool>`exists (
  select from leads seen where seen.campaign = campaigns.id and ${mayRead(viewer, 'seen')})`

async function foundOrNew(db: Db, viewer: Viewer, idOrName: string): Promise<ImportCampaign> {
  const found = await find(db, viewer, idOrName)
  if (found) return there(found)
  if (!(await mayMakeCampaigns(db, viewer)))
    throw new Fail('notFound', `There is no campaign ${idOrName}`, [
      { pointer: '/querystring/campaign', detail: 'is no campaign' },
    ])
  return { id: campaignIdOf(idOrName.trim()), make: async () => void (await ensureCampaign(db, idOrName)) }
}

function there({ id, name, archived }: Campaign): ImportCampaign {
  if (archived)
    throw new Fail('conflict', `The campaign ${name} is put aside: bring it back first`, [
      { pointer: '/querystring/campaign', detail: 'is put aside' },
    ])
  return { id, make: async () => undefined }
}

async function ensureCampaign(db: Db, idOrName: string): Promise<Campaign> {
  const found = await find(db, CENTRAL, idOrName)
  if (found) return found
  try {
    const name = idOrName.trim()
    return await createCampaign(db, { id: campaignIdOf(name), name, policy: DEFAULT_POLICY })
  } catch (error) {
    // Another import may have made it first.
    const now = await find(db, CENTRAL, idOrName)
    if (now) return now
    throw error
  }
}

/** The campaign of that id or name; not named, the only one there is. */
export async function campaignOr(
  db: Db,
  viewer: Viewer,
  named: string | undefined,
): Promise<Campaign | undefined> {
  if (named !== undefined) return find(db, viewer, named)
  const [only, ...others] = (await listCampaigns(db, viewer)).filter((c) => !c.archived)
  return others.length === 0 ? only : undefined
}

async function find(db: Db, viewer: Viewer, idOrName: string): Promise<Campaign | undefined> {
  const id = campaignIdOf(idOrName)
  const key = idOrName.trim().toLowerCase()
  return (await listCampaigns(db, viewer)).find(
    (c) => [c.id, campaignIdOf(c.name)].includes(id) || c.name.toLowerCase() === key,
  )
}
