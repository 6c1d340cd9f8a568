import type { Desk } from '../../../renderer/flow/desk.ts'
import { runImport } from '../../../renderer/flow/import-leads.ts'
import { publishPolicy } from '../../../renderer/flow/policies.ts'
import { assignResponse } from '../../../shared/api/api.ts'
import type { Random } from '../support/random.ts'
import { CAMPAIGN } from './sim-central.ts'

/** What a supervisor asks of central. */
const WEIGHTS = { reassign: 85, publish: 4, import: 11 } as const

export interface Office {
  agents: string[]
  /** Files that were imported, or tried to be: some are tried again. */
  files: Map<string, File>
  /** People that files have named so far. */
  named: number
}

export function supervisorAct(desk: Desk, random: Random, office: Office): (() => Promise<unknown>) | null {
  const what = random.weighted(WEIGHTS)
  if (what === 'import') return () => importSome(desk, random, office)
  if (what === 'publish') return () => publish(desk, random)
  const rows = desk.reader.rows()
  if (rows.length === 0) return null
  const some = Array.from({ length: 1 + random.below(5) }, () => random.pick(rows))
  const to = random.chance(0.05) ? null : random.pick(office.agents)
  const leads = [...new Set(some)].map(({ id, version }) => ({ id, version }))
  const body = { leads, to, reason: 'evening out' }
  return () => desk.api.request({ method: 'POST', path: 'assignments', schema: assignResponse, body })
}

async function publish(desk: Desk, random: Random): Promise<void> {
  const version = desk.reader.campaigns().find((c) => c.id === CAMPAIGN)?.policyVersion
  if (version === undefined) return
  const policy = structuredClone(desk.reader.policy(CAMPAIGN))
  for (const field of policy.fields)
    if (field.field === 'timeline') field.halfLifeDays = 20 + random.below(100)
  await publishPolicy(desk, CAMPAIGN, { policy, note: 'timelines fade otherwise', version })
}

/** A file of new people and of some that earlier files had; or one that was tried before, under its id or as another import. */
async function importSome(desk: Desk, random: Random, office: Office): Promise<void> {
  const again = office.files.size > 0 && random.chance(0.3)
  const [id, file] = again ? random.pick([...office.files]) : [desk.newId(), fileOf(random, office)]
  office.files.set(id, file)
  const target = again && random.chance(0.5) ? desk.newId() : id
  await runImport(desk, target, file, { campaign: CAMPAIGN, mapping: {} })
}

export function fileOf(random: Random, office: Office, count = 3 + random.below(10)): File {
  const lines = Array.from({ length: count }, () => {
    const isNew = office.named === 0 || random.chance(0.7)
    const n = isNew ? office.named : random.below(office.named)
    if (isNew) office.named += 1
    return `Person,Nr ${n},${mailOf(n)},+4420794600${String(n % 100).padStart(2, '0')},Company ${n},GB`
  })
  const text = ['First name,Last name,Email,Phone,Company,Country', ...lines].join('\n')
  return new File([text], `people-${office.named}.csv`, { type: 'text/csv' })
}

export const mailOf = (n: number): string => `nr${n}@company-${n}.example.net`
