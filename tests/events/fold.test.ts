import { describe, expect, test } from 'vitest'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { at, captured, event, id, instant, permutations } from './events.ts'

function lead(...events: LeadEvent[]): Lead {
  const folded = permutations(events).map((order) => fold(null, order))
  for (const other of folded) expect(JSON.stringify(other)).toBe(JSON.stringify(folded[0]))
  return folded[0]!
}

describe('fold', () => {
  test('[EV2] throws on nothing at all and on an event of another lead', () => {
    const e = captured(at('10:00'))
    expect(() => fold(null, [])).toThrow('no base and no events')
    expect(() => fold(null, [e, { ...e, leadId: id(2, 0xa) }])).toThrow('is of lead')
    expect(() => fold(fold(null, [e]), [{ ...e, leadId: id(2, 0xa) }])).toThrow('is of lead')
    expect(fold(fold(null, [e]), [])).toEqual(fold(null, [e]))
  })

  test('[EV4] one event under two stamps: every order still agrees, and sets keep the smaller stamp', () => {
    const raw = captured(at('2041-01-01T00:00:00.000Z'))
    expect(
      lead(raw, { ...raw, effective: at('10:00') }, captured(at('11:00'))).responses.map((r) => r.stamp),
    ).toEqual([at('10:00'), at('11:00')])
  })

  test('[EV10] campaign is that of the first capture, capturedAt the earliest response', () => {
    const folded = lead(
      captured(at('10:00'), { campaign: 'spring' }),
      captured(at('11:00'), { campaign: 'autumn', at: instant('08:00') }),
      captured(at('12:00'), { campaign: 'winter', at: instant('09:00') }),
    )
    expect(folded).toMatchObject({ campaign: 'spring', capturedAt: instant('08:00') })
    expect(folded.responses.map((r) => r.at)).toEqual([null, instant('08:00'), instant('09:00')])
  })

  test('[EV10] without a dated response the first capture dates the lead; without a capture nothing does', () => {
    expect(lead(captured(at('11:00')), captured(at('10:00'))).capturedAt).toBe(instant('10:00'))
    const note = event('note.written', at('09:00'), { note: id(1), text: 'x' })
    expect(lead(note)).toMatchObject({ campaign: '', capturedAt: '', responses: [] })
    expect(lead(note, captured(at('10:00'))).capturedAt).toBe(instant('10:00'))
  })

  test('[EV15] a callback is scheduled and closed in any order; scheduling again moves it', () => {
    const callback = id(1, 0xb)
    const scheduled = (time: string, due: string) =>
      event('callback.scheduled', at(time), {
        callback,
        at: instant(due),
        whose: 'mine',
        agent: 'ana',
        note: 'after lunch',
      })
    const closed = event('callback.closed', at('14:00'), { callback, outcome: 'done' })
    expect(lead(closed).callbacks).toMatchObject([{ id: callback, at: '', closed: { outcome: 'done' } }])
    expect(lead(scheduled('10:00', '13:00'), closed).callbacks).toMatchObject([
      { at: instant('13:00'), agent: 'ana', stamp: at('10:00'), closed: { stamp: at('14:00') } },
    ])
    expect(lead(scheduled('10:00', '13:00'), scheduled('11:00', '15:00')).callbacks).toMatchObject([
      { at: instant('15:00'), closed: null },
    ])
  })

  test('[EV16] the latest text of a note, route by hand and skip stand', () => {
    const note = (time: string, text: string) => event('note.written', at(time), { note: id(1), text })
    expect(lead(note('10:00', 'a'), note('11:00', 'ab')).notes).toMatchObject([{ text: 'ab' }])

    const set = event('route.set', at('10:00'), { route: 'hot', reason: 'asked for an offer' })
    const withdrawn = event('route.set', at('11:00'), { route: null, reason: 'was a mistake' })
    expect(lead(set, withdrawn).routeByHand).toMatchObject({ route: null, reason: 'was a mistake' })

    const skip = (time: string, until: string) =>
      event('lead.skipped', at(time), { until: instant(until), reason: 'closed today' })
    expect(lead(skip('10:00', '18:00'), skip('11:00', '12:00')).skip?.until).toBe(instant('12:00'))
  })

  test('[EV17] merges and their undoing commute; consents are kept one by one', () => {
    const merged = event('lead.merged', at('10:00'), { merge: id(1), other: id(2, 0xa) })
    const undone = event('merge.undone', at('11:00'), { merge: id(1), reason: 'two people' })
    expect(lead(undone).merges).toMatchObject([{ other: '', undone: { stamp: at('11:00') } }])
    expect(lead(merged, undone).merges).toMatchObject([
      { other: id(2, 0xa), stamp: at('10:00'), undone: { stamp: at('11:00') } },
    ])
    const consent = (time: string, given: boolean) =>
      event('consent.recorded', at(time), {
        consent: id(1),
        for: 'email',
        given,
        basis: 'web form',
        text: '',
        at: instant(time),
      })
    expect(lead(consent('10:00', true), consent('11:00', false)).consents.map((c) => c.given)).toEqual([
      true,
      false,
    ])
  })

  test('[EV23] people kept apart and reasons set aside are sets; a consent keeps where it can be proven', () => {
    const apart = event('lead.keptApart', at('10:00'), { other: id(2, 0xa), reason: 'Two sisters' })
    const valid = event('lead.reinstated', at('11:00'), {
      reasons: ['testEntry'],
      reason: 'That is his name',
    })
    const shown = {
      consent: id(1),
      for: 'phone' as const,
      given: true,
      basis: 'said',
      text: 'Yes',
      at: instant('12:00'),
    }
    const proven = event('consent.recorded', at('12:00'), { ...shown, source: 'call of 12:00' })
    expect(lead(proven, valid, apart, valid, apart)).toMatchObject({
      keptApart: [{ other: id(2, 0xa), event: apart.id }],
      reinstated: [{ reasons: ['testEntry'], event: valid.id }],
      consents: [{ source: 'call of 12:00' }],
    })
    expect(lead(proven, valid, apart, valid, apart).keptApart).toHaveLength(1)
    expect(lead(event('consent.recorded', at('12:00'), shown)).consents).toMatchObject([{ source: '' }])
  })

  test('[EV24] returns and outcomes of hand-offs are sets; an outcome lies at most at its stamp', () => {
    const handOff = id(1, 0x8)
    const returned = event('handOff.returned', at('10:00'), {
      handOff,
      route: 'hot',
      reason: 'noBudget',
      note: 'Not before next year',
    })
    const outcome = (time: string, of: 'won' | 'lost', happened: string) =>
      event('outcome.recorded', at(time), {
        handOff,
        outcome: of,
        value: 1200,
        currency: 'EUR',
        reason: '',
        at: instant(happened),
      })
    const lost = outcome('11:00', 'lost', '10:30')
    const won = outcome('12:00', 'won', '13:00')
    expect(lead(won, returned, lost, returned)).toMatchObject({
      returns: [{ handOff, route: 'hot', reason: 'noBudget', note: 'Not before next year', actor: 'ana' }],
      outcomes: [
        { outcome: 'lost', at: instant('10:30'), value: 1200, currency: 'EUR' },
        { outcome: 'won', at: instant('12:00') },
      ],
    })
    expect(lead(returned, returned).returns).toHaveLength(1)
  })
})
