import { sql } from 'kysely'
import type { HandOffState } from '../../shared/api/hand-offs.ts'
import { combine } from '../../shared/events/combine.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import type { Stage } from '../../shared/sync/protocol.ts'
import type { Tx } from '../store/database/schema.ts'
import { partsOf } from '../store/leads/components.ts'
import { type HandOff, handOffsOf, inOrder } from '../store/leads/hand-offs.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type CampaignRow, campaignRows } from './campaigns.ts'
import type { DueEnrolment } from './due-enrolment.ts'
import { type MailGround, mailGround } from './mail-ground.ts'
import { firstOfComponents } from './siblings.ts'

/** A lead, its parts combined, and what central made of it. */
export interface Who {
  id: string
  lead: Lead
  policy: Policy
  score: number
}

/** All that a judgement stands on. */
export interface Ground extends MailGround {
  campaign: CampaignRow
  /** null: central has no such lead any more. */
  who: Who | null
  /** Another enrolment of the lead in this campaign goes on instead. */
  isSecond: boolean
  /** The lead left nurture, by this route. */
  leftTo: RouteId | null
  /** It left nurture for nowhere. */
  isOver: boolean
}

/** The grounds of locked enrolments, by their ids; takes the locks by which mails to one address are counted one after the other. */
export async function groundsOf(
  tx: Tx,
  deps: IngestDeps,
  due: readonly DueEnrolment[],
): Promise<Map<string, Ground>> {
  const campaigns = await campaignRows(
    tx,
    due.map((e) => e.nurtureCampaign),
  )
  const anchors = await anchorsOf(
    tx,
    due.map((e) => e.lead),
  )
  const components = [...new Set([...anchors.values()].map((a) => a.id))]
  const parts = await partsOf(tx, components)
  const handOffs = await handOffsOf(
    tx,
    [...parts.values()].flatMap((states) => states.map((s) => s.id)),
  )
  const isFirst = await firstOfComponents(tx, components)
  const leads = new Map([...parts].map(([id, states]): [string, Lead] => [id, combine(states)]))
  const mail = await mailGround(tx, [...leads.values()])

  const grounds = new Map<string, Ground>()
  for (const enrolment of due) {
    const anchor = anchors.get(enrolment.lead)
    const states = (anchor && parts.get(anchor.id)) ?? []
    const last = states
      .flatMap((s) => handOffs.get(s.id) ?? [])
      .sort(inOrder)
      .at(-1)
    const campaign = campaigns.get(enrolment.nurtureCampaign)!
    const who = anchor && {
      id: anchor.id,
      lead: leads.get(anchor.id)!,
      policy: (await deps.policies.version(tx, anchor.policyVersion)).policy,
      score: anchor.score,
    }
    const isSecond = anchor !== undefined && !isFirst(enrolment.id)
    grounds.set(enrolment.id, {
      ...mail,
      ...placeOf(enrolment, anchor, last),
      campaign,
      who: who ?? null,
      isSecond,
    })
  }
  return grounds
}

interface Anchor {
  id: string
  stage: Stage
  route: RouteId
  score: number
  policyVersion: number
}

/** The first part of each lead's component, which stands for it: by the lead's id. */
async function anchorsOf(tx: Tx, leads: readonly string[]): Promise<Map<string, Anchor>> {
  const rows = await tx
    .selectFrom('leads as part')
    .innerJoin('leads as l', 'l.id', 'part.component')
    .select([
      'part.id as part',
      'l.id',
      'l.stage',
      'l.expected as score',
      'l.policy_version as policyVersion',
    ])
    .select(sql<RouteId>`l.route`.as('route'))
    .where('part.id', '=', sql<string>`any(${[...leads]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ part, ...anchor }) => [part, anchor]))
}

/** An enrolment stands for as long as the lead's last hand-off is by its route, and is not settled: a later one by the same goes on with it. */
function placeOf(
  { route }: DueEnrolment,
  anchor: Anchor | undefined,
  last: HandOff | undefined,
): Pick<Ground, 'leftTo' | 'isOver'> {
  if (anchor?.stage === 'open') return { leftTo: anchor.route, isOver: false }
  const isThere = anchor?.stage === 'handedOff' && last !== undefined
  if (isThere && last.route !== route) return { leftTo: last.route, isOver: false }
  return { leftTo: null, isOver: !isThere || SETTLED.includes(last.state) }
}

const SETTLED: readonly HandOffState[] = ['returned', 'won', 'lost', 'withdrawn']
