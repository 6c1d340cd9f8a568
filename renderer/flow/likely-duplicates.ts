import type { Lead } from '../../shared/lead/lead.ts'
import { compareSubjects, type Likeness, type Subject, subjectOf } from '../../shared/lead/likeness.ts'
import { turnOfOthers } from '../db/memory/slices.ts'
import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'
import { leadOf } from './lead-of.ts'
import { LikelyIndex, subjectOfRow } from './likely-index.ts'
import { loadDuplicatesOf } from './load-duplicates.ts'

/** Leads that are read whole and compared field by field. */
const MOST_READ = 20
/** Comparisons between two pauses. */
const CHUNK = 50

/** Somebody who may be the same person as another lead. */
export interface LikelyDuplicate {
  id: string
  name: string
  company: string
  likeness: Pick<Likeness, 'score' | 'reasons'>
  /** null: it is somebody else's, and central tells no more of it. */
  lead: Lead | null
  /** Whose it is, by name, where central told; '' otherwise. */
  owner: string
}

const indexes = new WeakMap<Desk, LikelyIndex>()

/** The desk's index; made anew after an erasure, which it must not remember. */
function indexOf(desk: Desk): LikelyIndex {
  const known = indexes.get(desk)
  if (known) return known
  const index = new LikelyIndex()
  indexes.set(desk, index)
  const before = desk.reader.erased()
  const off = desk.reader.subscribe(() => {
    if (desk.reader.erased() === before) return
    off()
    indexes.delete(desk)
  })
  return index
}

const pause = () => turnOfOthers('background')

/**
 * Leads of the same campaign on this machine that are likely the same person, the likeliest first. Those a person kept apart are
 * left out.
 */
export async function likelyDuplicates(desk: Desk, id: string): Promise<LikelyDuplicate[]> {
  const lead = await leadOf(desk, id)
  const parts = desk.reader.row(id)?.parts ?? [id]
  return likelyOf(
    desk,
    { campaign: lead.campaign, subject: subjectOf(lead) },
    (row, other) =>
      !parts.includes(row.id) &&
      !lead.keptApart.some((k) => row.parts.includes(k.other)) &&
      !other.keptApart.some((k) => parts.includes(k.other)),
  )
}

/** The same for anybody. `admits`: whether a candidate may be proposed. */
export async function likelyOf(
  desk: Desk,
  { campaign, subject }: { campaign: string; subject: Subject },
  admits: (row: LeadRow, other: Lead) => boolean = () => true,
): Promise<LikelyDuplicate[]> {
  const index = indexOf(desk)
  const rows = (await index.find(desk.reader.list(), subject, pause)).filter((r) => r.campaign === campaign)
  const rough: { row: LeadRow; score: number }[] = []
  for (const row of rows) {
    // Of a big company's address or a common name there are thousands.
    if (rough.length % CHUNK === CHUNK - 1) await pause()
    rough.push({ row, score: compareSubjects(subject, subjectOfRow(row)).score })
  }
  rough.sort((a, b) => b.score - a.score)
  const found: LikelyDuplicate[] = []
  for (const { row } of rough.slice(0, MOST_READ)) {
    const other = (await desk.reader.snapshot(row.id))?.lead
    if (!other || !admits(row, other)) continue
    const likeness = compareSubjects(subject, subjectOf(other))
    if (likeness.verdict !== 'different')
      found.push({ id: row.id, name: row.name, company: row.company, likeness, lead: other, owner: '' })
  }
  return found.sort((a, b) => b.likeness.score - a.likeness.score)
}

/** Those that central knows of beside the ones on this machine: leads of other people. Online only. */
export async function likelyElsewhere(
  desk: Desk,
  id: string,
  here: readonly LikelyDuplicate[],
  signal?: AbortSignal,
): Promise<LikelyDuplicate[]> {
  const { duplicates } = await loadDuplicatesOf(desk, id, signal)
  const { keptApart } = await leadOf(desk, id)
  // What was decided here may not have reached central yet.
  const known = new Set([...here.map((d) => d.id), ...keptApart.map((k) => k.other)])
  const own = desk.reader.row(id)?.id
  return duplicates.flatMap(({ lead, score, reasons, name, company, owner, snapshot }) => {
    const at = desk.reader.row(lead)?.id ?? lead
    if (known.has(at) || known.has(lead) || at === own) return []
    return [
      {
        id: lead,
        name,
        company,
        likeness: { score, reasons },
        lead: snapshot?.lead ?? null,
        owner: owner ?? '',
      },
    ]
  })
}
