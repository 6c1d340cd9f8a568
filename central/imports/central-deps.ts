import { CompiledQuery } from 'kysely'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { createCampaign, listCampaigns } from '../store/campaigns.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { ImportDeps } from './deps.ts'
import { ingestCaptures } from './ingest-captures.ts'
import { importStore } from './store.ts'

/** What imports need, from what central has. */
export function importDepsOf(central: IngestDeps & { now(): number }): ImportDeps {
  return {
    ingestCaptures: ingestCaptures(central),
    ensureCampaign: (name) => ensureCampaign(central, name),
    store: importStore(async (text, values) => {
      const result = await central.db.executeQuery<Record<string, unknown>>(
        CompiledQuery.raw(text, [...values]),
      )
      return result.rows
    }),
    now: central.now,
  }
}

async function ensureCampaign({ db }: IngestDeps, idOrName: string): Promise<{ id: string; name: string }> {
  const id = slug(idOrName)
  const find = async () => {
    const key = idOrName.trim().toLowerCase()
    return (await listCampaigns(db)).find(
      (c) => [c.id, slug(c.name)].includes(id) || c.name.toLowerCase() === key,
    )
  }
  const found = await find()
  if (found) return found
  try {
    return await createCampaign(db, { id, name: idOrName.trim(), policy: DEFAULT_POLICY })
  } catch (error) {
    // Another import may have made it first.
    const now = await find()
    if (now) return now
    throw error
  }
}

const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60) || 'campaign'
