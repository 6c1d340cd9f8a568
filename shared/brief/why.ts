import type { Channel, Response } from '../lead/lead.ts'
import { type HandOffChannel, ROUTE_LABELS, type RouteId } from '../lead/route.ts'
import type { DimensionPoints, Explanation } from '../policy/decision.ts'
import { nextCallback } from '../policy/work-of.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { count, either, excerpt, joined, short } from './say.ts'

export const TO: Record<HandOffChannel, string> = {
  sales: 'Sales',
  callCenter: 'the call center',
  web: 'web purchasing',
  partner: 'a partner',
  nurture: 'a nurture campaign',
}

export const BY: Record<Channel, string> = {
  web: 'web',
  expo: 'expo',
  email: 'e-mail',
  phone: 'phone',
  partner: 'partner',
  import: 'import',
  desk: 'desk',
  derived: 'derived',
}

const routes = (ids: readonly RouteId[]) => either(ids.map((id) => ROUTE_LABELS[id]))

export function whySection(ground: BriefGround): BriefSection {
  const { explanation } = ground
  return {
    id: 'why',
    title: 'Why now',
    lines: [
      ...promised(ground),
      routeLine(ground),
      scoreLine(ground),
      ...pointLines(explanation.dimensions),
      ...lastResponse(ground),
    ],
  }
}

function promised({ lead, tell, more }: BriefGround): BriefLine[] {
  const callback = nextCallback(lead)
  if (!callback) return []
  const late = callback.at < more.now ? ', overdue' : ''
  const by = tell.name(callback.agent)
  const who = callback.whose === 'anyone' || by === '' ? 'by anyone' : `by ${by}`
  return [
    {
      label: 'Callback',
      text: `Promised for ${tell.there(callback.at)}${late}, ${who}`,
      note: excerpt(callback.note, 120),
    },
  ]
}

function routeLine({ explanation, policy }: BriefGround): BriefLine {
  const { route } = explanation.decision
  const { channel, slaMinutes } = policy.routes[route]
  const within = slaMinutes === null ? '' : `, within ${span(slaMinutes)}`
  return {
    label: 'Route',
    text: `${ROUTE_LABELS[route]}: for ${TO[channel]}${within}`,
    note: because(explanation),
  }
}

function because({ decision, because: rule }: Explanation): string {
  if (decision.state === 'needsInformation') return `May still become ${routes(decision.possible)}`
  const text = rule === 'Otherwise' ? 'No rule of another route holds' : excerpt(rule, 240)
  return decision.state === 'forced' ? `No more can be asked; by what is known: ${lower(text)}` : text
}

function scoreLine({ explanation }: BriefGround): BriefLine {
  const { low, high, expected } = explanation.decision
  const faded = explanation.dimensions.flatMap((d) => d.fields).reduce((sum, f) => sum + f.faded, 0)
  return {
    label: 'Score',
    text: low === high ? String(low) : `${low} to ${high}, about ${Math.round(expected)}`,
    note: faded > 0 ? `${count(faded, 'point')} faded as answers grew old` : '',
  }
}

function pointLines(dimensions: readonly DimensionPoints[]): BriefLine[] {
  const ranked = [...dimensions].sort((a, b) => b.low - a.low)
  const speaksFor = ranked
    .filter((d) => d.low > 0)
    .map((d) => `${short(d.label, 40)} ${d.low} of ${round(d.weight)}`)
  const against = ranked
    .filter((d) => d.high <= 0 && d.weight > 0)
    .map((d) => `${short(d.label, 40)} ${d.high}`)
  return [
    { label: 'Speaks for it', text: joined(speaksFor), note: '' },
    { label: 'Does not', text: joined(against), note: '' },
  ].filter((line) => line.text !== '')
}

function lastResponse({ lead, tell }: BriefGround): BriefLine[] {
  const last = latest(lead.responses)
  if (!last) return []
  const all = lead.responses.length
  return [
    {
      label: 'Last response',
      text: responseText(last),
      note: joined([last.at ? tell.moment(last.at) : 'undated', all > 1 ? `${all} in all` : '']),
    },
  ]
}

/** The latest dated one, else the last that came. */
export function latest(responses: readonly Response[]): Response | undefined {
  const dated = responses.filter((r) => r.at !== null)
  return (
    dated.reduce<Response | undefined>((a, b) => (a && a.at! > b.at! ? a : b), undefined) ?? responses.at(-1)
  )
}

export const responseText = ({ label, channel }: Pick<Response, 'label' | 'channel'>): string =>
  short(label) === '' ? BY[channel] : `${short(label)} (${BY[channel]})`

/** '45 minutes', '4 hours', '2 days'. */
function span(minutes: number): string {
  if (minutes % 1440 === 0) return count(minutes / 1440, 'day')
  return minutes % 60 === 0 ? count(minutes / 60, 'hour') : count(minutes, 'minute')
}

const round = (n: number) => Math.round(n * 10) / 10
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
