import { SLA_WAYS, type Sla, type SlaWay } from '../../shared/policy/sla.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { Ground } from './ground.ts'
import type { Move } from './reassign.ts'
import { tellByMail } from './tell-by-mail.ts'
import { tellByWebhook } from './tell-by-webhook.ts'
import type { Raised } from './work-clocks.ts'

/** What was raised, with the limit that it was raised by. */
export interface Told extends Raised {
  sla: Sla
  /** Who has it now, where it was taken away. */
  move: Move | undefined
}

/** Tells of what was raised by the ways the policy says. The app needs no telling: it lists them all. */
export async function tell(
  tx: Tx,
  deps: IngestDeps,
  ground: Ground,
  moves: ReadonlyMap<string, Move>,
  raised: readonly Raised[],
  now: number,
): Promise<void> {
  const told = raised.map(
    ({ clock, level }): Told => ({
      clock,
      level,
      sla: ground.sla(clock)!,
      move: level === 'reassign' ? moves.get(clock.subject) : undefined,
    }),
  )
  const by = (way: SlaWay) => told.filter(({ sla }) => (sla.by ?? SLA_WAYS).includes(way))
  await tellByMail(tx, deps, ground, by('email'), now)
  await tellByWebhook(tx, deps, ground, by('webhook'), now)
}
