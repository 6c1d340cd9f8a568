import { useEffect, useRef } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import type { Telling } from './use-notifier.ts'

/**
 * Leads that somebody else gave to this person are told, several as one, and during a call after it. Not told: what is there when the
 * desk is opened, what one took or added oneself, and what only comes back into sight.
 */
export function useAssigned(mine: readonly LeadRow[], onCall: boolean, telling: Telling): void {
  const t = useT()
  const { screen } = useParts()
  const { reader, me } = useDesk()
  const synced = useScreen((s) => s.sync.lastSyncedAt !== null)
  const known = useRef<Set<string> | null>(null)
  const waiting = useRef<string[]>([])
  const length = useRef(0)
  useEffect(() => {
    // Until central has sent what there is, nothing is new. What is shown may come behind what is there by then.
    if (!synced) return
    if (known.current === null) {
      known.current = new Set(reader.rows().flatMap((row) => (row.owner === me.id ? [row.id] : [])))
      length.current = mine.length
      return
    }
    const { current } = known
    if (mine.length < length.current)
      for (const id of current) if (reader.row(id)?.owner !== me.id) current.delete(id)
    length.current = mine.length
    for (const row of mine) {
      if (current.has(row.id)) continue
      current.add(row.id)
      if (!row.pending) waiting.current.push(row.id)
    }
    if (onCall || waiting.current.length === 0) return
    // One that was taken from the pool is named a moment after it is here.
    const timer = setTimeout(() => {
      const { taken } = screen.getState()
      const fresh = waiting.current.flatMap((id) => {
        const row = id === taken ? undefined : reader.row(id)
        return row?.owner === me.id ? [row] : []
      })
      waiting.current = []
      const [first] = fresh
      if (!first) return
      const lead = [first.name || t('lead.noName'), first.company].filter(Boolean).join(', ')
      const title = t('assigned.title', { count: fresh.length }).slice(0, 200)
      const body = t(fresh.length === 1 ? 'assigned.one' : 'assigned.first', { lead }).slice(0, 500)
      telling.notify({ title, body, lead: first.id })
    }, 1000)
    return () => clearTimeout(timer)
  }, [mine, synced, onCall, reader, me, screen, t, telling])
}
