import { describe, expect, test } from 'vitest'
import type { LeadEvent, PayloadOf } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { type FieldVersion, fieldValue } from '../../shared/lead/lead.ts'
import { at, captured, event, id, instant, permutations } from './events.ts'

const answered = (
  stamp: string,
  value: string,
  more: Partial<PayloadOf<'field.answered'>> = {},
  actor = 'ana',
) => event('field.answered', stamp, { field: 'budget', value, call: null, ...more }, { actor })

/** The budget's versions, the one that stands first; the same for every order of the events. */
function budget(...events: LeadEvent[]): FieldVersion[] {
  const folded = permutations(events).map((order) => fold(null, order))
  for (const lead of folded) expect(lead).toEqual(folded[0])
  return folded[0]!.fields.budget!
}

describe('fold: fields', () => {
  test('[EV5] the later answer stands, the earlier is history', () => {
    const versions = budget(answered(at('10:00'), 'none'), answered(at('11:00'), 'approved'))
    expect(versions.map((v) => v.value)).toEqual(['approved', 'none'])
  })

  test('[DK9] an answer taken back never stood: what was before it stands again, as old as it was', () => {
    const web = captured(at('09:00'), { at: instant('08:00'), fields: { budget: 'none' } })
    const slip = answered(at('10:00'), 'approved')
    const undo = event('field.withdrawn', at('10:01'), {
      field: 'budget',
      reason: 'a slip',
      undoes: slip.id,
    })
    expect(budget(web, slip, undo).map((v) => v.value)).toEqual(['none', null, 'approved'])
    expect(budget(web, slip, undo)[0]).toMatchObject({ stamp: at('08:00', 0), source: { channel: 'web' } })
    expect(budget(web, slip, undo, answered(at('10:02'), 'planned'))[0]).toMatchObject({ value: 'planned' })
  })

  test('[DK9] with nothing before it, the field is open, and not declined', () => {
    const slip = event('field.declined', at('10:00'), { field: 'budget', reaskOn: '2026-12-01', call: null })
    const undo = event('field.withdrawn', at('10:01'), { field: 'budget', reason: '', undoes: slip.id })
    const [first, second] = budget(slip, undo)
    expect(first).toMatchObject({ value: null, undoes: slip.id })
    expect(first?.reaskOn).toBeUndefined()
    expect(second).toMatchObject({ reaskOn: '2026-12-01' })
  })

  test('[EV5] of equal stamps the greater event id stands', () => {
    const first = answered(at('10:00'), 'none')
    const second = answered(at('10:00'), 'planned')
    expect(first.id < second.id).toBe(true)
    expect(budget(first, second).map((v) => v.value)).toEqual(['planned', 'none'])
  })

  test('[EV5] an effective stamp counts in place of the raw one', () => {
    const mad = event(
      'field.answered',
      at('2041-01-01T00:00:00.000Z'),
      { field: 'budget', value: 'none', call: null },
      { effective: at('10:00') },
    )
    expect(budget(mad, answered(at('10:01'), 'planned'))[0]!.value).toBe('planned')
  })

  test('[EV6] a dated value is as old as its response, not as its import', () => {
    const imported = captured(at('12:00'), { at: instant('09:00'), fields: { budget: 'approved' } })
    expect(budget(imported, answered(at('10:00'), 'none'))[0]!.value).toBe('none')
    const newer = captured(at('12:00'), { at: instant('11:00'), fields: { budget: 'approved' } })
    expect(budget(newer, answered(at('10:00'), 'none'))[0]!.value).toBe('approved')
  })

  test('[EV6] a response dated in the future counts as of its capture', () => {
    const imported = captured(at('10:00'), {
      at: '2031-01-01T00:00:00.000Z',
      fields: { budget: 'approved' },
    })
    const versions = budget(imported, answered(at('10:01'), 'none'))
    expect(versions.map((v) => v.value)).toEqual(['none', 'approved'])
    expect(versions[1]!.stamp).toBe(at('10:00'))
  })

  test('[EV7] an undated value only fills a blank, and the first one fills it', () => {
    const first = captured(at('09:00'), { fields: { budget: 'approved' } })
    const second = captured(at('12:00'), { fields: { budget: 'none' } })
    expect(budget(first, second).map((v) => v.value)).toEqual(['approved', 'none'])
    expect(budget(first, second, answered(at('08:00'), 'planned')).map((v) => v.value)).toEqual([
      'planned',
      'approved',
      'none',
    ])
  })

  test('[EV8] declined: open, with the day from which it may be asked again', () => {
    const declined = event('field.declined', at('11:00'), {
      field: 'budget',
      reaskOn: '2026-12-06',
      call: id(1),
    })
    const lead = fold(null, [answered(at('10:00'), 'none'), declined])
    expect(fieldValue(lead, 'budget')).toBe(null)
    expect(lead.fields.budget![0]).toMatchObject({
      value: null,
      reaskOn: '2026-12-06',
      source: { channel: 'phone' },
    })
    expect(fieldValue(fold(lead, [answered(at('12:00'), 'planned')]), 'budget')).toBe('planned')
  })

  test('[EV8] withdrawn: open again with the reason, and nothing undated comes back', () => {
    const withdrawn = event('field.withdrawn', at('11:00'), {
      field: 'budget',
      reason: 'typed into the wrong lead',
    })
    const versions = budget(
      captured(at('09:00'), { fields: { budget: 'approved' } }),
      answered(at('10:00'), 'none'),
      withdrawn,
    )
    expect(versions.map((v) => v.value)).toEqual([null, 'none', 'approved'])
    expect(versions[0]!.source.label).toBe('typed into the wrong lead')
  })

  test('[EV8] a value says where it came from', () => {
    const call = id(1)
    const source = (e: LeadEvent) => budget(e)[0]!.source
    expect(
      source(captured(at('09:00'), { channel: 'expo', label: 'Booth 214', fields: { budget: 'none' } })),
    ).toEqual({
      channel: 'expo',
      label: 'Booth 214',
    })
    expect(source(answered(at('10:00'), 'none', { call })).channel).toBe('phone')
    expect(source(answered(at('10:00'), 'none')).channel).toBe('desk')
    expect(source(answered(at('10:00'), 'none', {}, 'system:territory')).channel).toBe('derived')
  })
})
