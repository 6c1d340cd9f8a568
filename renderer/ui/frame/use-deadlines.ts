import { useEffect, useMemo, useRef } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import { inTurns } from '../../flow/lists/steps.ts'
import { isNearEnd } from '../../flow/near-end.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { span } from '../format/time.ts'
import type { Telling } from './use-notifier.ts'

/**
 * Each deadline that nears its end is said once, several at once as one, and during a call not before it is finished: by the desk's own
 * clock, offline too. What is near when the desk is opened shows in the queue only.
 */
export function useDeadlines(mine: readonly LeadRow[], now: number, onCall: boolean, telling: Telling): void {
  const t = useT()
  const { screen } = useParts()
  const { reader, me } = useDesk()
  const said = useRef<Set<string> | null>(null)
  const calendar = reader.people().find((p) => p.id === me.id)?.calendar ?? null
  const nearOnes = useMemo(() => {
    const at = new Date(now).toISOString()
    return new KeptFilter((row: LeadRow) => isNearEnd(row, reader.policy(row.campaign), calendar, at))
  }, [now, reader, calendar])
  useEffect(() => {
    return inTurns(nearOnes.steps(mine), (near) => {
      // Another answer may move the deadline: that is no news. After a call it is another one.
      const keyOf = (row: LeadRow) => `${row.id} ${row.attempts}`
      if (mine.length > 0) said.current ??= new Set(near.map(keyOf))
      if (onCall || said.current === null) return
      const { current } = said
      const unsaid = near.filter((row) => !current.has(keyOf(row)))
      for (const row of unsaid) current.add(keyOf(row))
      const { leadId } = screen.getState()
      const fresh = unsaid.filter((row) => row.id !== leadId).sort((a, b) => (a.due < b.due ? -1 : 1))
      const [first] = fresh
      if (!first) return
      const words = { lead: first.name || t('lead.noName'), span: span(Date.parse(first.due) - now) }
      const several = fresh.length > 1
      const title = several ? t('deadline.several', { count: fresh.length }) : t('deadline.one')
      const body = t(several ? 'deadline.first' : 'deadline.body', words).slice(0, 500)
      telling.notify({ title, body, lead: first.id })
    })
  }, [nearOnes, mine, now, onCall, screen, t, telling])
}
