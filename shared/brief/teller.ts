import { isZone, localTime } from '../contact/clock.ts'
import type { Contact, ContactReason } from '../contact/contact.ts'
import { bestNumber, type ContactGround, closedBecause, contactOf, numbersOf } from '../contact/contact-of.ts'
import { cityOf, weekdayName } from '../contact/words.ts'
import type { FieldId, FieldValue } from '../lead/catalog.ts'
import { zoneOf } from '../lead/intake/zones.ts'
import { fieldValue, isDoNotCall, type Lead } from '../lead/lead.ts'
import type { BriefMore } from './brief.ts'
import { short } from './say.ts'

export interface Line {
  contact: Contact
  /** What forbids dialing it now. */
  closed: ContactReason[]
}

/** What all sections tell alike: times by the lead's clock, names, cut texts. */
export interface Teller {
  short(text: string, max?: number): string
  /** '3 Nov', with the year unless it is this year's. */
  day(iso: string): string
  /** '3 Nov 10:42'. */
  moment(iso: string): string
  /** '3 Nov 10:42 there': of what is still to be done, that nobody takes it for the clock on their own wall. */
  there(iso: string): string
  /** 'Mon 10:42'. @param zone IANA */
  weekClock(iso: string, zone: string): string
  /** A person's name; '' for a program, or one that is not known. */
  name(id: string): string
  /** The clock that times are told by, in words: 'New York'. */
  clockName: string
  /** '23 Nov 2026 10:42': when the brief is made. */
  made: string
  /** Zones the person may be in. */
  zones: readonly string[]
  lines: Line[]
  doNotCall: boolean
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const pad = (n: number) => String(n).padStart(2, '0')

export function teller(lead: Lead, ground: ContactGround, { names, now }: BriefMore): Teller {
  const contacts = numbersOf(lead).map((number) => contactOf(lead, number, ground, now))
  const best = bestNumber(lead, ground, now)
  const zones = contacts.find((c) => c.number === best)?.zones ?? contactOf(lead, '', ground, now).zones
  const zone = [...zones, statedZone(lead)].find(isZone) ?? 'UTC'
  const year = localTime(zone, Date.parse(now)).day.slice(0, 4)

  const clock = (iso: string, at: string) => {
    const { minute } = localTime(at, Date.parse(iso))
    return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`
  }
  const written = (iso: string, same: string) => {
    // A day without a time is that day everywhere.
    const [y, m, d] = (iso.length === 10 ? iso : localTime(zone, Date.parse(iso)).day).split('-')
    return `${Number(d)} ${MONTHS[Number(m) - 1]}${y === same ? '' : ` ${y}`}`
  }
  const day = (iso: string) => written(iso, year)
  const moment = (iso: string) => `${day(iso)} ${clock(iso, zone)}`
  return {
    short,
    day,
    moment,
    there: (iso) => `${moment(iso)} ${zone === 'UTC' ? 'UTC' : 'there'}`,
    weekClock: (iso, at) =>
      `${weekdayName(localTime(at, Date.parse(iso)).weekday).slice(0, 3)} ${clock(iso, at)}`,
    name: (id) => short(names.get(id) ?? '', 60),
    made: `${written(now, '')} ${clock(now, zone)}`,
    clockName: zone === 'UTC' ? 'UTC, the person’s own not being known' : cityOf(zone),
    zones: zones.length > 0 || zone === 'UTC' ? zones : [zone],
    lines: contacts.map((contact) => ({ contact, closed: closedBecause(lead, contact.number, ground, now) })),
    doNotCall: isDoNotCall(lead),
  }
}

function statedZone(lead: Lead): string {
  const of = (id: FieldId): FieldValue | null => fieldValue(lead, id)
  return (
    zoneOf({
      timeZone: of('timeZone'),
      state: of('state'),
      country: of('country'),
      phone: of('phone'),
      mobile: of('mobile'),
    }) ?? ''
  )
}
