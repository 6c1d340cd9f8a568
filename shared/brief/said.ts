import { instantOf } from '../events/instant.ts'
import { CATALOG, type Field, type FieldId } from '../lead/catalog.ts'
import type { FieldVersion } from '../lead/lead.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { excerpt, fieldLabel, joined, short, valueText } from './say.ts'
import { BY } from './why.ts'

const ASKED = (CATALOG as readonly Field[]).filter((f) => f.group === 'qualification' && !f.derived)

/** What was answered, and what the person would not say: a refusal is an answer too. */
export function saidSection(ground: BriefGround): BriefSection {
  return {
    id: 'said',
    title: 'What they said',
    lines: ASKED.flatMap((f) => saidLine(ground, f.id as FieldId)),
  }
}

function saidLine(ground: BriefGround, id: FieldId): BriefLine[] {
  const { lead, tell } = ground
  const version = lead.fields[id]?.[0]
  if (!version) return []
  const old = version.value !== null && ground.explanation.open.includes(id) ? 'too old to count' : ''
  const note = joined([whenSaid(ground, version), fromWhom(ground, version), old])
  if (version.value !== null)
    return [{ label: fieldLabel(id), text: excerpt(valueText(lead, id, 4000), 160), note }]
  if (version.reaskOn === undefined) return []
  const what = version.later ? 'Will tell later' : 'Would not say'
  return [{ label: fieldLabel(id), text: `${what}; ask again from ${tell.day(version.reaskOn)}`, note }]
}

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
