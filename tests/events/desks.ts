import { componentsOf, liveEdges } from '../../shared/events/combine.ts'
import type { EventType, LeadEvent, PayloadOf } from '../../shared/events/event.ts'
import { leadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { type HybridClock, hybridClock } from '../../shared/events/stamp.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { flags, id, instant } from './events.ts'

/** What a desk does next. Numbers pick among what the desk knows; where there is nothing to pick, nothing happens. */
export type Step =
  | { do: 'respond'; lead: number; value: string }
  | { do: 'answer'; lead: number; value: string }
  | { do: 'call'; lead: number; doNotCall: boolean }
  | { do: 'merge'; lead: number; other: number }
  | { do: 'undo'; merge: number }
  | { do: 'keepApart'; lead: number; other: number }
  | { do: 'sync'; again: number }

const CHOICES = ['within3', 'm3to6', 'later']

/** All events of a run, in the order in which a central got them: each once, however often it came. */
export class Log {
  readonly events: LeadEvent[] = []
  private readonly known = new Set<string>()

  take(events: readonly LeadEvent[]): void {
    for (const e of events) {
      if (this.known.has(e.id)) continue
      this.known.add(e.id)
      this.events.push(e)
    }
  }
}

/** A desk with a clock of its own that works on what it has seen and shares it when it syncs. */
export class Desk {
  readonly parts = new Map<string, Lead>()
  private readonly clock: HybridClock
  private readonly own: LeadEvent[] = []
  private seen = 0

  constructor(
    private readonly name: string,
    private readonly log: Log,
    private readonly next: { event: number; minute: number },
  ) {
    this.clock = hybridClock(name)
  }

  take(step: Step): void {
    switch (step.do) {
      case 'respond':
        this.respond(id(step.lead, 0xa), step.value)
        break
      case 'answer':
        this.onLead(step.lead, (lead) => this.answer(lead, CHOICES[step.value.length % 3]!))
        break
      case 'call':
        this.onLead(step.lead, (lead) => this.call(lead, step.doNotCall))
        break
      case 'merge':
        this.onTwo(step, (lead, other) => this.write(lead, 'lead.merged', { merge: this.id(0x9), other }))
        break
      case 'keepApart':
        this.onTwo(step, (lead, other) => this.write(lead, 'lead.keptApart', { other, reason: '' }))
        break
      case 'undo':
        this.undo(step.merge)
        break
      case 'sync':
        this.sync(step.again)
    }
  }

  /** Everything goes out, once and `again` times more; everything comes in, in batches, some of it twice. */
  sync(again = 0): void {
    for (let i = 0; i <= again; i += 1) this.log.take(this.own)
    const news = this.log.events.slice(Math.max(0, this.seen - again))
    this.seen = this.log.events.length
    for (const e of news) this.clock.receive(e.stamp, this.now())
    for (const leadId of new Set(news.map((e) => e.leadId)))
      this.fold(news.filter((e) => e.leadId === leadId))
  }

  /** Undoes every merge that stands here. */
  undoAll(): void {
    for (let left = this.merges().length; left > 0; left -= 1) this.undo(0)
  }

  components(): Lead[][] {
    return componentsOf([...this.parts.values()])
  }

  private respond(lead: string, value: string): void {
    const at = instant('08:00')
    const fields = { firstName: value, email: `${value}@example.com` }
    this.write(lead, 'lead.captured', { campaign: 'spring', channel: 'web', label: this.name, at, fields })
  }

  private answer(lead: string, value: string): void {
    this.write(lead, 'field.answered', { field: 'timeline', value, call: null })
  }

  private call(lead: string, doNotCall: boolean): void {
    const call = this.id(0xc)
    const at = new Date(this.now()).toISOString()
    this.write(lead, 'call.started', { call, phone: '+15550100', at })
    // The end belongs to whatever lead is shown then: the component's.
    const shown = this.components().find((parts) => parts.some((p) => p.id === lead))![0]!.id
    const disposition = doNotCall ? 'doNotCall' : 'noAnswer'
    const set = doNotCall ? flags('humanAnswered', 'doNotCall') : flags()
    this.write(shown, 'call.finished', { call, at, disposition, flags: set })
  }

  private undo(pick: number): void {
    const merges = this.merges()
    const found = merges[pick % Math.max(1, merges.length)]
    if (found) this.write(found.part, 'merge.undone', { merge: found.merge, reason: '' })
  }

  private merges(): { part: string; merge: string }[] {
    return [...this.parts.values()].flatMap((p) => liveEdges(p).map((m) => ({ part: p.id, merge: m.id })))
  }

  private onLead(pick: number, then: (lead: string) => void): void {
    const ids = [...this.parts.keys()].sort()
    if (ids.length > 0) then(ids[pick % ids.length]!)
  }

  private onTwo(picks: { lead: number; other: number }, then: (lead: string, other: string) => void): void {
    this.onLead(picks.lead, (lead) =>
      this.onLead(picks.other, (other) => {
        if (lead !== other) then(lead, other)
      }),
    )
  }

  private write<T extends EventType>(leadId: string, type: T, payload: PayloadOf<T>): void {
    const stamp = this.clock.next(this.now())
    const head = { id: this.id(0xe), leadId, stamp, actor: this.name, device: this.name }
    const e = leadEvent.parse({ ...head, type, payload })
    this.own.push(e)
    this.fold([e])
  }

  private fold(events: LeadEvent[]): void {
    const { leadId } = events[0]!
    this.parts.set(leadId, fold(this.parts.get(leadId) ?? null, events))
  }

  private id(kind: number): string {
    this.next.event += 1
    return id(this.next.event, kind)
  }

  /** One minute passes with everything anybody does. */
  private now(): number {
    this.next.minute += 1
    return Date.parse(instant('09:00')) + this.next.minute * 60_000
  }
}
