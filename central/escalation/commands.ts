import { v7 } from 'uuid'
import type { Escalation } from '../../shared/api/escalations.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { CommandDeps } from '../hand-offs/command.ts'
import { passOn } from '../hand-offs/pass-on.ts'
import { writeMails } from '../mail/write-mails.ts'
import { inTransaction } from '../store/database/retry.ts'
import { notify } from '../store/feed.ts'
import { assign } from '../store/queues/assign.ts'
import { clockOf, readEscalation } from './list.ts'
import { namesOf } from './names.ts'
import type { Clock } from './tables.ts'
import { subjectOf, textOf } from './words.ts'

/** Somebody looks after it. Said again, the first one stands. */
export function acknowledge(deps: CommandDeps, viewer: Viewer, id: string): Promise<Escalation> {
  return settle(deps, viewer, id, (clock, at) =>
    clock.state === 'open'
      ? { state: 'acknowledged', acknowledged_by: viewer.id, acknowledged_at: at }
      : null,
  )
}

/** It is done with, whatever the clock says: no further level comes. Said again, the first reason stands. */
export function resolve(deps: CommandDeps, viewer: Viewer, id: string, reason: string): Promise<Escalation> {
  return settle(deps, viewer, id, (clock, at) => {
    refuseOthers(viewer, clock)
    if (clock.state === 'resolved') return null
    return {
      state: 'resolved',
      resolved_by: viewer.id,
      resolved_at: at,
      resolved_because: reason,
      next_at: null,
    }
  })
}

/** Reminds the owner now, by mail too; of a hand-off that nobody has taken on, its team. Throws a conflict where there is nobody. */
export function nudge(deps: CommandDeps, viewer: Viewer, id: string): Promise<Escalation> {
  const now = deps.now()
  return inTransaction(deps.db, async (tx) => {
    const clock = await clockOf(tx, viewer, id)
    refuseOthers(viewer, clock)
    refuseStopped(clock)
    const people = await tx
      .selectFrom('people')
      .select(['id', 'name', 'email'])
      .where(clock.owner === null ? 'team' : 'id', '=', clock.owner ?? clock.team)
      .where('active', '=', true)
      .orderBy('id')
      .execute()
    if (people.length === 0) throw new Fail('conflict', 'Nobody has it: there is nobody to remind')
    const who = (await namesOf(tx, [clock.lead])).get(clock.lead) ?? ''
    const mails = people.map(({ name, email }) => {
      const words = { clock, level: 'nudge' as const, who, owner: name }
      return {
        id: v7(),
        kind: 'nudge' as const,
        to: { name, address: email },
        subject: subjectOf(words),
        text: textOf(words),
        html: null,
        lead: clock.lead,
      }
    })
    await writeMails(tx, deps, mails, now)
    await notify(tx, new Set(people.map((p) => p.id)))
    return readEscalation(tx, viewer, id)
  })
}

/** Gives the lead or the hand-off to somebody else; null: to the pool, or the team's common inbox. Who does so looks after it. */
export async function reassignTo(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  { to, reason }: { to: string | null; reason?: string | undefined },
): Promise<Escalation> {
  const clock = await clockOf(deps.db, viewer, id)
  refuseStopped(clock)
  if (clock.hand_off !== null) await passOn(deps, viewer, clock.hand_off, { to })
  else await moveLead(deps, viewer, clock.lead, to, reason)
  return acknowledge(deps, viewer, id)
}

async function moveLead(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  to: string | null,
  reason: string | undefined,
): Promise<void> {
  const lead = await deps.db
    .selectFrom('leads')
    .select(['version', 'owner'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!lead) throw new Fail('notFound', 'There is no such lead')
  if (lead.owner === to) return
  const given = { leads: [{ id, version: lead.version }], to, reason: reason ?? 'escalated' }
  const { conflicts } = await assign(deps.db, viewer, given, deps.now())
  if (conflicts.length > 0) throw new Fail('conflict', 'The lead changed hands meanwhile, or left the queues')
}

function settle(
  deps: CommandDeps,
  viewer: Viewer,
  id: string,
  step: (clock: Clock, at: string) => Partial<Clock> | null,
): Promise<Escalation> {
  const now = deps.now()
  return inTransaction(deps.db, async (tx) => {
    await clockOf(tx, viewer, id)
    const clock = await tx
      .selectFrom('clocks')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const set = step(clock, new Date(now).toISOString())
    if (set) {
      await tx
        .updateTable('clocks')
        .set({ ...set, version: clock.version + 1 })
        .where('id', '=', id)
        .execute()
      await notify(tx, new Set([clock.owner]))
    }
    return readEscalation(tx, viewer, id)
  })
}

/** A receiver's own program, and who only follows what became of their team's lead, silence nobody's clock. */
function refuseOthers(viewer: Viewer, { hand_off, team }: Clock): void {
  const looksAfter = viewer.role === 'supervisor' && (hand_off === null || team === viewer.team)
  if (!looksAfter && !seesAll(viewer))
    throw new Fail('notYours', 'This is for who looks after the team that has it')
}

function refuseStopped(clock: Clock): void {
  if (clock.stopped_at !== null) throw new Fail('conflict', 'It was acted on meanwhile')
}
