import { useCallback, useDeferredValue, useMemo } from 'react'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import type { Steps } from '../../flow/lists/steps.ts'
import { useRows, useScreen } from '../context.tsx'
import { useSteps } from '../parts/use-steps.ts'

interface OpenLeads {
  list: List<LeadRow>
  /** Central still sends the first time what there is. */
  arriving: boolean
}

/**
 * The open leads of a campaign, or of all, and whether they are all, as of one moment. Nobody waits for them: where many changed they are
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
  return useSteps(
    useCallback(
      function* (): Steps<OpenLeads> {
        return { list: yield* openOnes.steps(rows), arriving }
      },
      [openOnes, rows, arriving],
    ),
  )
}
