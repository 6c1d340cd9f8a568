import { describe, expect, test } from 'vitest'
import { combine } from '../../shared/events/combine.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { hasResponse } from '../../shared/events/take-back.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { invalidReasons } from '../../shared/policy/validity.ts'
import fc from '../setup/fc.ts'
import { leadEvents } from './arbitrary-events.ts'
import { at, event, id, instant } from './events.ts'

const capture = (n: number, time: string, fields: object, dated = true) =>
  event(
    'lead.captured',
    at(time),
    { campaign: 'spring', channel: 'import', label: `row ${n}`, at: dated ? instant(time) : null, fields },
    { id: id(n, 0xe) },
  )
const takeBack = (n: number, others: string[] = []) =>
  event('response.takenBack', at('18:00'), { response: id(n, 0xe), with: others, reason: 'wrong list' })

const own = capture(1, '09:00', { email: 'ana@alpha.de', company: 'Alpha' })
const imported = capture(2, '10:00', { email: 'ana@alpha.de', company: 'Wrong', city: 'Rome' })

describe('a response that is taken back', () => {
  test('[EV25] while another one stands its values count for nothing, and the lead has its own again', () => {
    const before = fold(null, [own, imported])
    expect(fieldValue(before, 'company')).toBe('Wrong')
    const lead = fold(before, [takeBack(2)])
    expect(fieldValue(lead, 'company')).toBe('Alpha')
    expect(fieldValue(lead, 'city')).toBeNull()
    expect(lead.responses.map((r) => r.label)).toEqual(['row 1'])
    expect(lead.takenBack?.hidden.fields.company?.map((v) => v.value)).toEqual(['Wrong'])
    expect(invalidReasons(lead, DEFAULT_POLICY)).toEqual([])
  })

  test('[EV25] what people answered over it stays', () => {
    const answered = event('field.answered', at('11:00'), { field: 'company', value: 'Beta', call: null })
    expect(fieldValue(fold(null, [own, imported, answered, takeBack(2)]), 'company')).toBe('Beta')
  })

  test('[EV25] consents and notes that came with it go, others stay', () => {
    const consent = (n: number) =>
      event(
        'consent.recorded',
        at('10:00'),
        { consent: id(n, 0xf), for: 'email', given: true, basis: 'import', text: '', at: instant('10:00') },
        { id: id(n, 0xe) },
      )
    const note = (n: number, text: string, time: string, of = n) =>
      event('note.written', at(time), { note: id(of, 0xd), text }, { id: id(n, 0xe) })
    const all = [
      own,
      imported,
      consent(3),
      consent(4),
      note(5, 'from the file', '10:00'),
      note(6, 'x', '10:01'),
    ]
    const lead = fold(null, [...all, takeBack(2, [id(3, 0xe), id(5, 0xe)])])
    expect(lead.consents.map((c) => c.id)).toEqual([id(4, 0xf)])
    expect(lead.notes.map((n) => n.text)).toEqual(['x'])
    // Somebody had gone on writing in it: that is their note.
    const edited = fold(lead, [note(7, 'from the file, and rang', '12:00', 5)])
    expect(edited.notes.map((n) => n.text)).toEqual(['x', 'from the file, and rang'])
  })

  test('[EV25] the only response: the lead keeps what it says, is invalid, and comes back with another one', () => {
    const gone = fold(null, [imported, takeBack(2)])
    expect(fieldValue(gone, 'company')).toBe('Wrong')
    expect(hasResponse(gone)).toBe(false)
    expect(invalidReasons(gone, DEFAULT_POLICY).map((r) => r.id)).toEqual(['takenBack'])
    const back = fold(gone, [capture(3, '12:00', { email: 'ana@alpha.de', city: 'Paris' })])
    expect(invalidReasons(back, DEFAULT_POLICY)).toEqual([])
    expect(fieldValue(back, 'company')).toBeNull()
    expect(fieldValue(back, 'city')).toBe('Paris')
    expect(back.capturedAt).toBe(instant('12:00'))
  })

  test('[EV25] an undated value fills the blank that it leaves', () => {
    const filler = capture(4, '13:00', { company: 'Gamma', city: 'Oslo' }, false)
    const lead = fold(null, [own, imported, filler, takeBack(2)])
    expect([fieldValue(lead, 'company'), fieldValue(lead, 'city')]).toEqual(['Alpha', 'Oslo'])
  })

  test('[EV25] nothing is lost: with everything taken back all of it is in its place again', () => {
    fc.assert(
      fc.property(leadEvents, (events) => {
        const responses = events.filter((e) => e.type === 'lead.captured')
        const backs = responses.map((r, i) => ({
          ...event('response.takenBack', at('18:00', i), { response: r.id, with: [], reason: '' }),
          id: id(100 + i, 0xe),
        }))
        const plain = events.filter((e) => e.type !== 'response.takenBack')
        if (plain.length === 0) return
        const { takenBack: _, ...all } = fold(null, [...plain, ...(backs as LeadEvent[])])
        expect(all).toEqual(fold(null, plain))
      }),
    )
  })

  test('[MG3] parts of which one was taken back: what it said does not count in the whole', () => {
    const other = { ...imported, leadId: id(2, 0xa) } as LeadEvent
    const part = fold(null, [other, { ...takeBack(2), leadId: id(2, 0xa) } as LeadEvent])
    const whole = combine([fold(null, [own]), part])
    expect(fieldValue(whole, 'company')).toBe('Alpha')
    expect(combine([whole, part])).toEqual(whole)
  })
})
