import type { LeadRow } from '../../../renderer/db/views.ts'
import { amendCall } from '../../../renderer/flow/amend-call.ts'
import { answer, decline, withdraw } from '../../../renderer/flow/answer.ts'
import type { Desk } from '../../../renderer/flow/desk.ts'
import { finishCall } from '../../../renderer/flow/finish-call.ts'
import { instant, openCallbacks, policyOf, runningCall } from '../../../renderer/flow/lead-of.ts'
import { mergeLeads } from '../../../renderer/flow/merge-leads.ts'
import { closeCallback, scheduleCallback } from '../../../renderer/flow/schedule-callback.ts'
import { skip } from '../../../renderer/flow/skip.ts'
import { startCall, takeCall } from '../../../renderer/flow/start-call.ts'
import { undoMerge } from '../../../renderer/flow/undo-merge.ts'
import { writeNote } from '../../../renderer/flow/write-note.ts'
import { liveEdges } from '../../../shared/events/combine.ts'
import type { Random } from '../support/random.ts'
import { CAMPAIGN } from './sim-central.ts'

/** What a person does at a desk without asking central, through the flows that the screens use. */
const WEIGHTS = {
  answer: 34,
  decline: 4,
  withdraw: 2,
  call: 22,
  amend: 2,
  callback: 6,
  closeCallback: 3,
  note: 12,
  merge: 4,
  undo: 3,
  skip: 4,
  capture: 3,
  retry: 1,
} as const

const VALUES = {
  timeline: ['within3', 'm3to6', 'm7to12', 'later'],
  need: ['urgent', 'replace', 'extend', 'curious'],
  budget: ['approved', 'planned', 'none'],
  decisionRole: ['decides', 'recommends', 'uses', 'none'],
} as const
const FIELDS = Object.keys(VALUES) as (keyof typeof VALUES)[]
const HOUR_MS = 3_600_000

/** Picks something to do; null: there is nothing it could be done with. */
export function agentAct(desk: Desk, random: Random): (() => Promise<unknown>) | null {
  const what = random.weighted(WEIGHTS)
  if (what === 'capture') return () => capture(desk, random)
  if (what === 'retry') return () => retry(desk)
  const rows = desk.reader.rows().filter((r) => isWorked(desk, r) || r.work.do === 'wrapUp')
  if (rows.length === 0) return null
  const row = random.pick(rows)
  if (!isWorked(desk, row)) return () => ACTS.call(desk, row, random)
  return () => ACTS[what](desk, row, random)
}

/** A lead that left stays for the call that goes on in it, and to be looked at. */
const isWorked = ({ me }: Desk, { owner, stage }: LeadRow): boolean =>
  me.role === 'supervisor' || (owner === me.id && stage === 'open')

type Act = (desk: Desk, row: LeadRow, random: Random) => Promise<unknown>

const ACTS: Record<Exclude<keyof typeof WEIGHTS, 'capture' | 'retry'>, Act> = {
  answer(desk, { id }, random) {
    const field = random.pick(FIELDS)
    return answer(desk, id, field, random.pick<string>(VALUES[field]))
  },
  decline: (desk, { id }, random) => decline(desk, id, random.pick(FIELDS)),
  withdraw: (desk, { id }, random) => withdraw(desk, id, random.pick(FIELDS), 'misheard'),
  async call(desk, { id, phone }, random) {
    const snapshot = await desk.reader.snapshot(id)
    if (!snapshot) return
    const running = runningCall(desk, snapshot.lead)
    if (!running) return random.chance(0.5) ? takeCall(desk, id) : startCall(desk, id, phone)
    return finishCall(desk, id, running.id, random.pick(policyOf(desk, snapshot.lead).dispositions).id)
  },
  async amend(desk, { id }, random) {
    const lead = (await desk.reader.snapshot(id))?.lead
    const call = lead?.calls.findLast((c) => c.disposition !== null)
    if (!lead || !call) return
    await amendCall(desk, id, call.id, random.pick(policyOf(desk, lead).dispositions).id, 'wrong key')
  },
  callback(desk, { id }, random) {
    const at = instant(desk.now() + (1 + random.below(72)) * HOUR_MS)
    return scheduleCallback(desk, id, {
      at,
      whose: random.pick(['mine', 'anyone'] as const),
      note: 'after lunch',
    })
  },
  async closeCallback(desk, { id }, random) {
    const lead = (await desk.reader.snapshot(id))?.lead
    const open = lead ? openCallbacks(lead) : []
    if (open.length === 0) return
    await closeCallback(desk, id, random.pick(open).id, random.pick(['done', 'cancelled'] as const))
  },
  async note(desk, { id }, random) {
    const notes = (await desk.reader.snapshot(id))?.lead.notes ?? []
    const known = notes.length > 0 && random.chance(0.5) ? random.pick(notes).id : desk.newId()
    await writeNote(desk, id, known, `Asked for ${random.below(1000)} seats`)
  },
  merge(desk, { id }, random) {
    const others = desk.reader.rows().filter((r) => isWorked(desk, r))
    return mergeLeads(desk, id, random.pick(others).id)
  },
  async undo(desk, row, random) {
    const merged = desk.reader.rows().filter((r) => r.parts.length > 1 && isWorked(desk, r))
    if (merged.length === 0) return
    const { id } = random.pick(merged)
    const edges = (await desk.reader.parts(id)).flatMap(liveEdges)
    if (edges.length > 0) await undoMerge(desk, id, random.pick(edges).id, `not ${row.name}`)
  },
  skip: (desk, { id }, random) =>
    skip(desk, id, instant(desk.now() + (1 + random.below(24)) * HOUR_MS), 'in a meeting'),
}

async function capture(desk: Desk, random: Random): Promise<void> {
  const digits = String(random.below(1000)).padStart(3, '0')
  const fields = { lastName: `Caller ${digits}`, phone: `+442079460${digits}`, country: 'GB' }
  const at = instant(desk.now())
  const payload = { campaign: CAMPAIGN, channel: 'desk' as const, label: 'by hand', at, fields }
  await desk.transactor.commit([{ leadId: desk.newId(), type: 'lead.captured', payload }])
}

async function retry(desk: Desk): Promise<void> {
  const parked = await desk.reader.parked()
  if (parked.length > 0) await desk.transactor.retryParked(parked.slice(0, 3).map((p) => p.id))
}
