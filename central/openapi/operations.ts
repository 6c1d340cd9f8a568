import { CHANNEL_OPERATIONS } from './channel-operations.ts'
import { DEVICE_OPERATIONS } from './device-operations.ts'
import { LEAD_OPERATIONS } from './lead-operations.ts'
import { NURTURE_OPERATIONS } from './nurture-operations.ts'
import type { Operation } from './operation.ts'
import { PEOPLE_OPERATIONS } from './people-operations.ts'
import { POLICY_OPERATIONS } from './policy-operations.ts'
import { REPORT_OPERATIONS } from './report-operations.ts'

/** By method and path under /api/v1. A route that is new and not named here is described by its address. */
export const OPERATIONS: Record<string, Operation> = {
  ...PEOPLE_OPERATIONS,
  ...LEAD_OPERATIONS,
  ...CHANNEL_OPERATIONS,
  ...DEVICE_OPERATIONS,
  ...NURTURE_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...REPORT_OPERATIONS,
}
