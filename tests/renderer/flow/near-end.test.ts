import { describe, expect, test } from 'vitest'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { isNearEnd } from '../../../renderer/flow/near-end.ts'
import type { WorkingCalendar } from '../../../shared/calendar/calendar.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { Work } from '../../../shared/policy/work.ts'

const call: Work = { do: 'call', due: '2026-11-24T18:00:00.000Z', deadline: true, why: 'new' }
const row = (work: Work = call) => ({ route: 'needInfo', work }) as LeadRow
const at = (time: string) => `2026-11-24T${time}:00.000Z`
/** 9:00 to 17:30. */
const OFFICE: WorkingCalendar = { zone: 'UTC', week: { '2': [[540, 1050]] }, holidays: null, absences: [] }

// 480 minutes, a reminder at three quarters: two hours before the end.
describe('[ES10] a deadline nears its end', () => {
  test('when a quarter of its time is left, until it has passed', () => {
    expect(isNearEnd(row(), DEFAULT_POLICY, null, at('15:59'))).toBe(false)
    expect(isNearEnd(row(), DEFAULT_POLICY, null, at('16:00'))).toBe(true)
    expect(isNearEnd(row(), DEFAULT_POLICY, null, at('18:00'))).toBe(false)
  })

  test('counted in working time, the owner’s before the campaign’s', () => {
    expect(isNearEnd(row(), DEFAULT_POLICY, OFFICE, at('15:29'))).toBe(false)
    expect(isNearEnd(row(), DEFAULT_POLICY, OFFICE, at('15:30'))).toBe(true)
    const policy = { ...DEFAULT_POLICY, calendar: OFFICE }
    expect(isNearEnd(row(), policy, null, at('15:30'))).toBe(true)
    expect(isNearEnd(row(), policy, { ...OFFICE, week: { '2': [[0, 1440]] } }, at('15:30'))).toBe(false)
  })

  test('not without a reminder in the policy, and not for what has no deadline', () => {
    const policy: Policy = structuredClone(DEFAULT_POLICY)
    policy.routes.needInfo.slas = { attempt: { minutes: 480, escalate: 1 } }
    expect(isNearEnd(row(), policy, null, at('17:00'))).toBe(false)
    expect(isNearEnd(row({ ...call, deadline: false }), DEFAULT_POLICY, null, at('17:00'))).toBe(false)
  })
})
