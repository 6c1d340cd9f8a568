import type { LeadSnapshot, SyncResponse } from '../../../shared/sync/protocol.ts'
import { groupBy } from '../group-by.ts'
import type { Store } from '../store.ts'
import type { Rebased } from '../stored/rebase.ts'
import type { LeadRow } from '../views.ts'

/** A lead that left this device's view, with all of its parts that were here or some of them. */
export interface Moved {
  row: LeadRow
  to: string | null
  stage: LeadSnapshot['stage']
  /** This device had changes waiting for it. */
  worked: boolean
}

/** Told once a lead, however many of its parts left; of erased ones nothing is told. */
export function movedOf(
  { replica, outbox, me }: Store,
  removed: SyncResponse['changes']['removed'],
  rebased: readonly Rebased[],
): Moved[] {
  const left = new Set(rebased.filter((r) => r.snapshot === null || r.leaving).map((r) => r.id))
  const ofRow = groupBy(
    removed.filter((r) => left.has(r.id) && !r.erased),
    (r) => replica.row(r.id),
  )
  return [...ofRow].flatMap(([row, parts]) => {
    if (!row || row.owner !== me) return []
    const ids = parts.map((p) => p.id)
    const { to, stage } = parts[0]!
    const worked = ids.some((id) => outbox.waitingOf(id) > 0)
    return { row: ids.length < row.parts.length ? replica.rowOfSome(ids) : row, to, stage, worked }
  })
}
