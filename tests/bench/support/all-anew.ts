import type { Page } from 'playwright-core'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { sleep } from '../../e2e/support/central.ts'
import { watchTasks } from './own-time.ts'
import type { StandIn } from './stand-in.ts'

const DAY_MS = 86_400_000
/** For what screens do with the rows once all of them are there. */
const SETTLE_MS = 5000

/** Tasks of the page's thread while all rows are derived anew, in ms of its own time. */
export interface Anew {
  /** As the day changes. */
  day: readonly number[]
  /** As a policy is published that weighs answers otherwise. */
  policy: readonly number[]
}

export async function allAnew(page: Page, central: StandIn): Promise<Anew> {
  const during = async (task: () => Promise<void>) => {
    const watched = await watchTasks(page)
    await task()
    await sleep(SETTLE_MS)
    return watched()
  }
  return {
    day: await during(() => central.pass(DAY_MS)),
    policy: await during(() => central.publish(OTHER_POLICY)),
  }
}

const OTHER_POLICY = {
  ...DEFAULT_POLICY,
  version: DEFAULT_POLICY.version + 1,
  dimensions: DEFAULT_POLICY.dimensions.map((d, i) => (i === 0 ? { ...d, weight: d.weight - 5 } : d)),
}
