import { instantOf } from '../events/instant.ts'
import { type HandOffChannel, ROUTE_LABELS, type RouteId } from '../lead/route.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { count, excerpt, joined, short } from './say.ts'
import { BY, responseText, TO } from './why.ts'

const SHOWN = 8

interface Entry {
  /** ISO instant. */
  at: string
  dated: boolean
  text: string
  note: string
}

/** In sums, then the latest things first, as many as fit. */
export function historySection(ground: BriefGround): BriefSection {
  const entries = [
    ...calls(ground),
    ...callbacks(ground),
    ...responses(ground),
    ...notes(ground),
    ...handOffs(ground),
  ].sort((a, b) => (a.at === b.at ? (a.text < b.text ? -1 : 1) : a.at < b.at ? 1 : -1))
  const lines: BriefLine[] = entries.slice(0, SHOWN).map(({ at, dated, text, note }) => ({
    label: dated ? ground.tell.moment(at) : 'undated',
    text,
    note,
  }))
  const left = entries.length - SHOWN
  const rest = left > 0 ? [{ label: '', text: `… and ${left} more in the lead`, note: '' }] : []
  return { id: 'history', title: 'History', lines: [...sums(ground), ...lines, ...rest] }
}

/** 'No answer 2, Spoke 1'. */
function tally(items: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return joined([...counts].map(([item, n]) => `${item} ${n}`))
}

function sums(ground: BriefGround): BriefLine[] {
  const { lead } = ground
  const by = lead.responses.map((r) => BY[r.channel])
  const text = joined([
    lead.calls.length > 0
      ? `${count(lead.calls.length, 'call')} (${tally(lead.calls.map((c) => outcome(ground, c.disposition)))})`
      : '',
    by.length > 0 ? `${count(by.length, 'response')} (${tally(by)})` : '',
    lead.notes.length > 0 ? count(lead.notes.length, 'note') : '',
  ])
  return text === '' ? [] : [{ label: 'In all', text, note: '' }]
}

function outcome({ policy }: BriefGround, id: string | null): string {
  if (id === null) return 'outcome not given'
  // An outcome that a later version of the policy no longer has is told by its id.
  return short((policy.dispositions.find((d) => d.id === id)?.label ?? id).replace(/…$/u, ''), 60)
}

const calls = (ground: BriefGround): Entry[] =>
  ground.lead.calls.map((c) => ({
    at: c.startedAt || instantOf(c.since),
    dated: true,
    text: `Call: ${outcome(ground, c.disposition)}`,
    note: ground.tell.name(c.actor),
  }))

const callbacks = ({ lead, tell }: BriefGround): Entry[] =>
  lead.callbacks
    .filter((c) => c.at !== '')
    .map((c) => ({
      at: instantOf(c.stamp),
      dated: true,
      text: `Callback promised for ${tell.moment(c.at)}${c.closed ? ` (${c.closed.outcome})` : ''}`,
      note: joined([tell.name(c.agent), excerpt(c.note, 80)]),
    }))

const responses = ({ lead }: BriefGround): Entry[] =>
  lead.responses.map((r) => ({
    at: r.at ?? instantOf(r.stamp),
    dated: r.at !== null,
    text: `Response: ${responseText(r)}`,
    note: '',
  }))

const notes = ({ lead, tell }: BriefGround): Entry[] =>
  lead.notes.map((n) => ({
    at: instantOf(n.stamp),
    dated: true,
    text: `Note: ${excerpt(n.text, 160)}`,
    note: tell.name(n.actor),
  }))

const handOffs = ({ more }: BriefGround): Entry[] =>
  (more.handOffs ?? []).map((h) => ({
    at: new Date(h.at).toISOString(),
    dated: true,
    text: `Handed to ${TO[h.channel as HandOffChannel] ?? short(h.channel)} as ${ROUTE_LABELS[h.route as RouteId] ?? short(h.route)}`,
    note: '',
  }))
