import { listText } from '../contact/words.ts'
import type { FieldId } from '../lead/catalog.ts'
import { fieldValue, type Lead, type Response } from '../lead/lead.ts'
import { nextCallback } from '../policy/work-of.ts'
import type { BriefGround, BriefSection } from './brief.ts'
import { nameOf } from './reach.ts'
import { short, valueText } from './say.ts'
import { latest } from './why.ts'

/** How to begin the call, from facts alone; nothing where the person is not to be called. Lists a lead came from are never named to it. */
export function openingSection(ground: BriefGround): BriefSection {
  const { lead, tell } = ground
  const barred = tell.doNotCall || tell.lines.every((line) => line.contact.barred.length > 0)
  const said = [`${greeting(lead)} ${reason(ground)}`.trim(), understood(ground), question(ground)]
  const lines = barred ? [] : said.filter((s) => s !== '').map((text) => ({ label: '', text, note: '' }))
  return { id: 'opening', title: 'Suggested opening', lines }
}

function greeting(lead: Lead): string {
  const name = nameOf(lead)
  if (name === '') return 'Hello, my name is [your name] from [your company].'
  // A surname alone is no way to address somebody.
  return valueText(lead, 'firstName') === ''
    ? `Hello, am I speaking with ${name}? My name is [your name] from [your company].`
    : `Hello ${name}, my name is [your name] from [your company].`
}

function reason(ground: BriefGround): string {
  const { lead, tell } = ground
  const callback = nextCallback(lead)
  if (callback) return `You asked us to call you back on ${tell.moment(callback.at)}.`
  const spoke = lead.calls.findLast((c) => c.flags?.rightParty && c.startedAt !== '')
  const response = latest(lead.responses.filter((r) => HOW[r.channel] !== undefined))
  if (spoke && spoke.startedAt > (response?.at ?? '')) return spokeOn(ground, spoke)
  return response ? responded(ground, response) : ''
}

function spokeOn({ tell }: BriefGround, { actor, startedAt }: Lead['calls'][number]): string {
  return `You spoke with ${tell.name(actor) || 'a colleague'} on ${tell.day(startedAt)}.`
}

/** Only of channels by which the person came to us; a list or a colleague's entry is no response of theirs to speak of. */
const HOW: Partial<Record<Response['channel'], string>> = {
  web: 'on our website',
  expo: 'at the show',
  email: 'by e-mail',
  phone: 'by phone',
  partner: 'through our partner',
}

function responded({ tell }: BriefGround, { channel, label, at }: Response): string {
  const what = short(label) === '' ? '' : ` (${short(label)})`
  const day = at === null ? '' : ` on ${tell.day(at)}`
  return channel === 'expo'
    ? `You visited us ${HOW.expo}${day}${what}.`
    : `You got in touch ${HOW[channel]}${day}${what}.`
}

const NEEDS: Record<string, string> = {
  urgent: 'have an urgent problem to solve',
  replace: 'want to replace a system',
  extend: 'want to extend what you have',
}
const TIMES: Record<string, string> = {
  within3: 'within three months',
  m3to6: 'in three to six months',
  m7to12: 'in seven to twelve months',
}

/** What was said so long ago that it is to be asked again is not held against the person. */
function understood({ lead, explanation }: BriefGround): string {
  const said = (id: FieldId) => (explanation.open.includes(id) ? '' : String(fieldValue(lead, id) ?? ''))
  const product = valueText(lead, 'productInterest', 60)
  const time = TIMES[said('timeline')]
  const clauses = [
    NEEDS[said('need')] ?? '',
    product && `are interested in ${product}`,
    time ? `plan to decide ${time}` : '',
  ].filter((clause) => clause !== '')
  return clauses.length === 0 ? '' : `I understand that you ${listText(clauses)}.`
}

function question({ explanation }: BriefGround): string {
  const words = explanation.ask[0]?.question ?? ''
  return words.trim() === '' ? '' : short(words, 200)
}
