import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { differenceOf } from '../../flow/lists/difference.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import { inTurns, STEP, type Steps } from '../../flow/lists/steps.ts'
import { isNearEnd, nearEndUntil } from '../../flow/near-end.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { span } from '../format/time.ts'
import type { Telling } from './use-notifier.ts'

/**
 * Each deadline that nears its end is said once, several at once as one, and during a call not before it is finished: by the desk's own
 * clock, offline too. What is near when the desk is opened shows in the queue only.
 */
export function useDeadlines(mine: List<LeadRow>, now: number, onCall: boolean, telling: Telling): void {
  const t = useT()
  const { screen } = useParts()
  const { reader, me } = useDesk()
  /** What was near at the last look; null: there was none yet. Not all of them are in `said`: thousands may be near. */
  const known = useRef<List<LeadRow> | null>(null)
  const said = useRef(new Set<string>())
  const calendar = reader.people().find((p) => p.id === me.id)?.calendar ?? null
  const nearOnes = useMemo(() => {
    const policyOf = ({ campaign }: LeadRow) => reader.policy(campaign)
    return new KeptFilter<LeadRow>({
      passes: (row, at) => isNearEnd(row, policyOf(row), calendar, at),
      until: (row, at) => nearEndUntil(row, policyOf(row), calendar, at),
    })
  }, [reader, calendar])
  useEffect(() => {
    const look = nearSince(known, said, nearOnes.steps(mine, new Date(now).toISOString()))
    return inTurns(look, ({ near, past, unsaid }) => {
      if (known.current === null) {
        if (mine.length > 0) known.current = near
        return
      }
      if (onCall) return
      known.current = near
      for (const key of past) said.current.add(key)
      for (const row of unsaid) said.current.add(keyOf(row))
      const { leadId } = screen.getState()
      const fresh = unsaid.filter((row) => row.id !== leadId).sort((a, b) => (a.due < b.due ? -1 : 1))
      const [first] = fresh
      if (!first) return
      const words = { lead: first.name || t('lead.noName'), span: span(Date.parse(first.due) - now, t) }
      const several = fresh.length > 1
      const title = several ? t('deadline.several', { count: fresh.length }) : t('deadline.one')
      const body = t(several ? 'deadline.first' : 'deadline.body', words).slice(0, 500)
      telling.notify({ title, body, lead: first.id })
    })
  }, [nearOnes, mine, now, onCall, screen, t, telling])
}

interface Near {
  near: List<LeadRow>
  /** Keys of those that were near at the last look, and are no more as they were. */
  past: ReadonlySet<string>
  unsaid: readonly LeadRow[]
}

function* nearSince(
  known: RefObject<List<LeadRow> | null>,
  said: RefObject<ReadonlySet<string>>,
  look: Steps<List<LeadRow>>,
): Steps<Near> {
  const near = yield* look
  const { left, came } = yield* differenceOf(known.current ?? near, near)
  let looked = 0
  const past = new Set<string>()
  for (const row of left) {
    if (++looked % STEP === 0) yield
    past.add(keyOf(row))
  }
  const unsaid: LeadRow[] = []
  for (const row of came) {
    if (++looked % STEP === 0) yield
    const key = keyOf(row)
    if (!past.has(key) && !said.current.has(key)) unsaid.push(row)
  }
  return { near, past, unsaid }
}

/** Another answer may move the deadline: that is no news. After a call it is another one. */
const keyOf = (row: LeadRow) => `${row.id} ${row.attempts}`
