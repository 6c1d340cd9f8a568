import { instantOf } from '../events/instant.ts'
import type { Consent } from '../lead/lead.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { excerpt, joined, short } from './say.ts'

/** What the person allowed, and by what it can be proven: the latest word on calls and on e-mail. */
export function consentSection(ground: BriefGround): BriefSection {
  return {
    id: 'consent',
    title: 'Consent',
    lines: [...doNotCall(ground), consentLine(ground, 'phone'), consentLine(ground, 'email')],
  }
}

function doNotCall({ lead, tell }: BriefGround): BriefLine[] {
  const given = lead.doNotCall.given.at(-1)
  if (!given) return []
  const by = tell.name(given.actor)
  const asked = joined([tell.moment(instantOf(given.stamp)), by && `told ${by}`])
  if (tell.doNotCall) return [{ label: 'Do not call', text: `In force since ${asked}`, note: '' }]
  const lift = lead.doNotCall.lifted.at(-1)
  return [
    {
      label: 'Do not call',
      text: `Asked ${asked}; taken back since`,
      note: lift ? excerpt(lift.reason, 120) : '',
    },
  ]
}

const LABELS: Record<Consent['for'], string> = { phone: 'Phone', email: 'E-mail' }

function consentLine({ lead, tell }: BriefGround, purpose: Consent['for']): BriefLine {
  const label = LABELS[purpose]
  const last = lead.consents.filter((c) => c.for === purpose).at(-1)
  if (!last) return { label, text: 'None recorded', note: '' }
  const [words, proof] = [excerpt(last.text, 160), short(last.source, 120)]
  return {
    label,
    text: joined([`${last.given ? 'Given' : 'Refused'} ${tell.moment(last.at)}`, short(last.basis)]),
    note: joined([words && `“${words}”`, proof === '' ? 'No proof named' : `Proof: ${proof}`], ' · '),
  }
}
