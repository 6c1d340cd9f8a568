import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { POOL } from './reassign/draft.ts'

const ownerOf = (row: LeadRow) => row.owner ?? POOL

/**
 * The queues chosen in their table, and with them their leads. While central still sends the first time what there is, a chosen queue
 * takes in what comes; what was taken out of the choice by hand stays out.
 */
export function useChosenQueues(open: readonly LeadRow[], arriving: boolean) {
  const t = useT()
  const { screen } = useParts()
  const queues = useScreen((s) => s.queues)
  const chosen = useMemo(() => new Set(queues), [queues])
  const seen = useRef<ReadonlySet<string>>(new Set())
  const arrived = useRef(!arriving)
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
    // What came last and the word that it was the last may be seen at once.
    const follows = !arrived.current
    arrived.current = !arriving
    if (!follows || chosen.size === 0) return
    const fresh = open.filter((r) => chosen.has(ownerOf(r)) && !seen.current.has(r.id)).map((r) => r.id)
    if (fresh.length === 0) return
    seen.current = new Set([...seen.current, ...fresh])
    screen.setState(({ selection }) => ({ selection: [...new Set([...selection, ...fresh])] }))
  }, [open, arriving, chosen, screen])

  // The same while leads come and change: the table of queues would be rendered with each of them.
  const choose = useCallback(
    (owner: string) => {
      const next = new Set(chosen)
      if (!next.delete(owner)) next.add(owner)
      const selection = latest.current.filter((r) => next.has(ownerOf(r))).map((r) => r.id)
      seen.current = new Set(selection)
      screen.setState({
        queues: [...next],
        selection,
        said: t('team.chosenNow', { count: selection.length, n: count(selection.length) }),
      })
    },
    [chosen, screen, t],
  )
  return { chosen, choose }
}
