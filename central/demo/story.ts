import type { Faker } from '@faker-js/faker'
import type { Opening } from '../../shared/contact/contact.ts'
import type { EventType, LeadEvent, PayloadOf } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { idOf } from '../imports/ids.ts'
import { callHours, lastTimeIn } from './call-hours.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
const DEVICE = 'demo'

/** The events of one lead, written in the order in which they happened. */
export class Story {
  readonly events: LeadEvent[] = []
  /** Epoch milliseconds of the last event. */
  end = 0
  /** When the person may be called. */
  readonly hours: readonly Opening[]
  /** Epoch milliseconds before which nobody calls again. */
  private free = 0
  private readonly clock = hybridClock(DEVICE)

  constructor(
    readonly lead: Lead,
    readonly agent: string,
    readonly dice: Faker,
    readonly now: number,
    /** Events that an earlier chapter about the same lead has. */
    private readonly told = 0,
  ) {
    this.hours = callHours(lead)
  }

  /** Whole days since the person came. */
  get age(): number {
    return Math.floor((this.now - Date.parse(this.lead.capturedAt)) / DAY_MS)
  }

  /** So many hours, in milliseconds. */
  span(min: number, max: number): number {
    return Math.round(this.dice.number.float({ min, max }) * HOUR_MS)
  }

  id(what: string): string {
    return idOf('demo', what, this.lead.id, this.told + this.events.length)
  }

  write<T extends EventType>(at: number, type: T, payload: PayloadOf<T>, actor = this.agent): void {
    this.end = Math.max(this.end, at)
    const stamp = this.clock.next(at)
    const event = { id: this.id('event'), leadId: this.lead.id, stamp, actor, device: DEVICE, type, payload }
    this.events.push(event as unknown as LeadEvent)
  }

  /**
   * A call at about that time, when the person may be called, that lasts so many seconds; `during` writes what was said in it. False: there
   * was no such time.
   */
  call(
    about: number,
    disposition: string,
    seconds: number,
    during?: (call: string, at: number) => void,
  ): boolean {
    const at = lastTimeIn(this.hours, about, { share: this.dice.number.float(), minutes: 20 })
    if (at === null || at < this.free) return false
    const call = this.id('call')
    const phone = String(fieldValue(this.lead, 'phone'))
    const end = at + seconds * 1000
    const { flags, recycleMinutes } = DEFAULT_POLICY.dispositions.find((d) => d.id === disposition)!
    this.write(at, 'call.started', { call, phone, at: iso(at) })
    during?.(call, Math.round((at + end) / 2))
    this.write(end, 'call.finished', { call, at: iso(end), disposition, flags })
    this.free = end + recycleMinutes * 60_000
    return true
  }

  /** A call that reached nobody. */
  attempt(at: number, disposition: 'noAnswer' | 'voicemail'): void {
    this.call(at, disposition, this.dice.number.int({ min: 25, max: 70 }))
  }

  note(at: number, text: string): void {
    this.write(at, 'note.written', { note: this.id('note'), text })
  }
}

export const iso = (ms: number): string => new Date(ms).toISOString()
