import type { ContactGround } from '../contact/contact-of.ts'
import type { Lead } from '../lead/lead.ts'
import type { Explanation } from '../policy/decision.ts'
import type { Policy } from '../policy/policy.ts'
import { invalidReasons } from '../policy/validity.ts'
import { companySection } from './company.ts'
import { consentSection } from './consent.ts'
import { historySection } from './history.ts'
import { openSection } from './open.ts'
import { openingSection } from './opening.ts'
import { about, nameOf, reachSection } from './reach.ts'
import { saidSection } from './said.ts'
import { type Teller, teller } from './teller.ts'
import { whySection } from './why.ts'

/** One page on a lead, read in half a minute before a call. Every text is one line, clean of controls and bidirectional marks, and cut. */
export interface Brief {
  /** The lead's id. */
  lead: string
  name: string
  /** What the person is, and where: 'Operations manager, Bright Harbor, Norfolk, Virginia, the United States'; may be ''. */
  about: string
  /** What forbids working the lead, in sentences; mostly empty. */
  stops: string[]
  /** In the order in which they are read; those with nothing to say are left out. */
  sections: BriefSection[]
  /** When it was made, and whose clock its times are by. */
  made: string
}

export interface BriefSection {
  id: 'mapped' | 'reach' | 'why' | 'opening' | 'said' | 'open' | 'history' | 'consent' | 'company'
  title: string
  lines: BriefLine[]
}

/** `label` and `note` may be ''. The note is said more quietly: date, source, detail. */
export interface BriefLine {
  label: string
  text: string
  note: string
}

export interface BriefHandOff {
  route: string
  channel: string
  /** ISO instant. */
  at: string
}

/** What a brief needs beside the lead and its policy. */
export interface BriefMore {
  /** Names of people by their ids. */
  names: ReadonlyMap<string, string>
  /** ISO instant at which it is made. */
  now: string
  /** As of ContactGround; asked for numbers, addresses and domains ('@acme.example'). */
  suppressedBy: ContactGround['suppressedBy']
  handOffs?: readonly BriefHandOff[]
}

/** What each section is written from. */
export interface BriefGround {
  lead: Lead
  explanation: Explanation
  policy: Policy
  more: BriefMore
  tell: Teller
}

/** The brief of a lead (of a component: its combination). Rules LB1 to LB12 of the specification. @param explanation as of `more.now` */
export function briefOf(lead: Lead, explanation: Explanation, policy: Policy, more: BriefMore): Brief {
  const tell = teller(lead, { policy, suppressedBy: more.suppressedBy }, more)
  const ground: BriefGround = { lead, explanation, policy, more, tell }
  const sections = [
    reachSection(ground),
    whySection(ground),
    openingSection(ground),
    saidSection(ground),
    openSection(ground),
    historySection(ground),
    consentSection(ground),
    companySection(ground),
  ]
  return {
    lead: lead.id,
    name: nameOf(lead) || 'Name not known',
    about: about(lead),
    stops: stopsOf(ground),
    sections: sections.filter((section) => section.lines.length > 0),
    made: `Made on ${tell.made}. Times are those of ${tell.clockName}.`,
  }
}

function stopsOf({ lead, policy, tell }: BriefGround): string[] {
  const invalid = invalidReasons(lead, policy).map((r) => `Not valid: ${tell.short(r.text, 160)}.`)
  return tell.doNotCall ? ['Do not call: this person asked not to be called.', ...invalid] : invalid
}
