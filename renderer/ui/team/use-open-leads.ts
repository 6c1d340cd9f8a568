import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { lateFrom } from '../../../shared/policy/work.ts'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import type { Steps } from '../../flow/lists/steps.ts'
import { useRows, useScreen } from '../context.tsx'
import { RowOrder } from '../parts/row-order.ts'
import { useSteps } from '../parts/use-steps.ts'

/** Behind every time there is. */
const UNBOUND = 1e15

/** What is past due longest first; what no time binds comes behind, as it may be done, and what is not to be done at all last. */
export const BY_DUE = {
  id: 'due',
  descending: false,
  value: ({ due, work }: LeadRow) => {
    if (due === '') return Number.MAX_VALUE
    return Date.parse(due) + (lateFrom(work) === '' ? UNBOUND : 0)
  },
}

interface OpenLeads {
  list: List<LeadRow>
  inOrder: readonly LeadRow[]
  /** Central still sends the first time what there is. */
  arriving: boolean
}

/**
 * The open leads of a campaign, or of all, as they are due, and whether they are all, as of one moment. Nobody waits for them: where many changed they are
 * looked for, and what shows them is drawn, between other work; those before stand meanwhile. Null: not known yet.
 */
export function useOpenLeads(campaign: string | null): OpenLeads | null {
  const rows = useDeferredValue(useRows())
  const arriving = useDeferredValue(useScreen((s) => s.sync.lastSyncedAt === null))
  const openOnes = useMemo(
    () =>
      new KeptFilter<LeadRow>({
        passes: (r) => r.stage === 'open' && (campaign === null || r.campaign === campaign),
      }),
    [campaign],
  )
  const [order] = useState(() => new RowOrder<LeadRow>())
  return useSteps(
    useCallback(
      function* (): Steps<OpenLeads> {
        const list = yield* openOnes.steps(rows)
        return { list, inOrder: yield* order.steps(list.toArray(), BY_DUE), arriving }
      },
      [openOnes, order, rows, arriving],
    ),
  )
}
