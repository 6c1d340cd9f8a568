import { v7 } from 'uuid'
import { SLA_WAYS } from '../../shared/policy/sla.ts'
import type { NewMail } from '../mail/write-mails.ts'
import { writeMails } from '../mail/write-mails.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { Tx } from '../store/schema.ts'
import { type Ground, ownersOf } from './ground.ts'
import { managersOf, type Told } from './managers.ts'
import { namesOf } from './names.ts'
import type { Move } from './reassign.ts'
import { subjectOf, textOf } from './words.ts'
import type { Raised } from './work-clocks.ts'

/** Tells by mail who is to know of what was raised: the owner, whoever has it instead, and of an escalation the managers. */
export async function tell(
  tx: Tx,
  deps: IngestDeps,
  ground: Ground,
  moves: ReadonlyMap<string, Move>,
  raised: readonly Raised[],
  now: number,
): Promise<void> {
  const mailed = raised.filter(({ clock }) => (ground.sla(clock)?.by ?? SLA_WAYS).includes('email'))
  if (mailed.length === 0) return
  const names = await namesOf(
    tx,
    mailed.map((r) => r.clock.lead),
  )
  const managers = await managersOf(tx)
  const taking = await ownersOf(
    tx,
    [...moves.values()].flatMap((m) => m.to ?? []),
  )
  const mails = mailed.flatMap(({ clock, level }): NewMail[] => {
    const owner = ground.owner(clock.owner)
    const who = names.get(clock.lead) ?? ''
    const told: Told[] = level === 'escalate' ? managers(clock.team) : owner ? [owner] : []
    const next = taking.filter((p) => level === 'reassign' && p.id === moves.get(clock.subject)?.to)
    const words = { clock, level, who, owner: owner?.name ?? '' }
    const all = [
      ...told.map((to) => ({ to, words })),
      ...next.map((to) => ({ to, words: { ...words, level: 'nudge' as const } })),
    ]
    return all.map(({ to: { name, email }, words }) => ({
      id: v7(),
      kind: level === 'escalate' ? 'escalation' : 'nudge',
      to: { name, address: email },
      subject: subjectOf(words),
      text: textOf(words),
      html: null,
      lead: clock.lead,
    }))
  })
  await writeMails(tx, deps, mails, now)
}
