import { instantOf } from '../events/instant.ts'
import { type Field, type FieldId, type FieldValue, valueLabel } from '../lead/catalog.ts'
import type { FieldVersion } from '../lead/lead.ts'
import { fieldsOf } from '../policy/own-fields.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { excerpt, joined, short } from './say.ts'
import { BY } from './why.ts'

/** What was answered, and what the person would not say: a refusal is an answer too. Last what the campaign alone asks. */
export function saidSection(ground: BriefGround): BriefSection {
  const asked = fieldsOf(ground.policy, ground.lead).filter(
    (f) => (f.group === 'qualification' || f.group === 'own') && !f.derived,
  )
  return { id: 'said', title: 'What they said', lines: asked.flatMap((f) => saidLine(ground, f)) }
}

function saidLine(ground: BriefGround, field: Field): BriefLine[] {
  const { lead, tell } = ground
  const id = field.id as FieldId
  const label = short(field.label, 60)
  const version = lead.fields[id]?.[0]
  if (!version) return []
  const old = version.value !== null && ground.explanation.open.includes(id) ? 'too old to count' : ''
  const note = joined([whenSaid(ground, version), fromWhom(ground, version), old])
  if (version.value !== null)
    return [{ label, text: excerpt(toldValue(ground, field, version.value), 160), note }]
  if (version.reaskOn === undefined) return []
  const what = version.later ? 'Will tell later' : 'Would not say'
  return [{ label, text: `${what}; ask again from ${tell.day(version.reaskOn)}`, note }]
}

function toldValue({ tell }: BriefGround, field: Field, value: FieldValue): string {
  return field.kind === 'date' && isDay(value) ? tell.day(value) : valueLabel(field, value)
}

const isDay = (value: FieldValue): value is string => /^\d{4}-\d{2}-\d{2}$/.test(String(value))

const whenSaid = ({ tell }: BriefGround, { dated, stamp }: FieldVersion) =>
  dated ? tell.day(instantOf(stamp)) : 'undated'

function fromWhom({ tell }: BriefGround, { source, actor }: FieldVersion): string {
  const label = short(source.label)
  if (label !== '') return label
  if (source.channel !== 'phone' && source.channel !== 'desk') return BY[source.channel]
  const name = tell.name(actor)
  const how = source.channel === 'phone' ? 'on the phone' : 'noted'
  return name === '' ? how : source.channel === 'phone' ? `told ${name} on the phone` : `noted by ${name}`
}
