import { v7 } from 'uuid'
import type { NewMail } from '../mail/write-mails.ts'
import { writeMails } from '../mail/write-mails.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type Ground, ownersOf } from './ground.ts'
import { managersOf, type Told as Person } from './managers.ts'
import { namesOf } from './names.ts'
import type { Told } from './tell.ts'
import { subjectOf, textOf } from './words.ts'

/** Mails to who is to know: the owner, whoever has it instead, and of an escalation the managers. */
export async function tellByMail(
  tx: Tx,
  deps: IngestDeps,
  ground: Ground,
  mailed: readonly Told[],
  now: number,
): Promise<void> {
  if (mailed.length === 0) return
  const names = await namesOf(
    tx,
    mailed.map((r) => r.clock.lead),
  )
  const managers = await managersOf(tx)
  const taking = await ownersOf(
    tx,
    mailed.flatMap(({ move }) => move?.to ?? []),
  )
  const mails = mailed.flatMap(({ clock, level, move }): NewMail[] => {
    const owner = ground.owner(clock.owner)
    const who = names.get(clock.lead) ?? ''
    const told: Person[] = level === 'escalate' ? managers(clock.team) : owner ? [owner] : []
    const next = taking.filter((p) => p.id === move?.to)
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
