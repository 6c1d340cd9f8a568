import { useEffect, useRef, useState } from 'react'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import { inTurns } from '../../flow/lists/steps.ts'
import { useParts, useT } from '../context.tsx'
import { clock } from '../format/time.ts'
import type { Telling } from './use-notifier.ts'

/** What came due longer ago, as while the machine slept, is no reminder any more: it is counted, and first in the queue. */
const STALE_MS = 15 * 60_000

/**
 * Each callback is announced once when it comes due; during a call it waits until the call is finished. What is due when the desk is
 * opened is counted only, on the program's icon.
 */
export function useReminders(mine: List<LeadRow>, now: number, onCall: boolean, telling: Telling): void {
  const t = useT()
  const { screen } = useParts()
  const announced = useRef<Set<string> | null>(null)
  const badge = useRef(-1)
  const [callbacks] = useState(() => new KeptFilter<LeadRow>({ passes: (row) => row.work.do === 'callback' }))
  useEffect(() => {
    return inTurns(callbacks.steps(mine), (list) => {
      const due: { row: LeadRow; work: Extract<LeadRow['work'], { do: 'callback' }> }[] = []
      for (const row of list)
        if (row.work.do === 'callback' && Date.parse(row.work.due) <= now) due.push({ row, work: row.work })
      if (badge.current !== due.length) {
        badge.current = due.length
        telling.badge(due.length)
      }
      const key = ({ work }: (typeof due)[number]) => `${work.callback} ${work.due}`
      // Until central has sent what there is, what is due was due before.
      if (announced.current === null || screen.getState().sync.lastSyncedAt === null)
        announced.current = new Set(due.map(key))
      if (onCall) return
      for (const one of due) {
        if (announced.current.has(key(one))) continue
        announced.current.add(key(one))
        if (now - Date.parse(one.work.due) > STALE_MS) continue
        const { row, work } = one
        const title = t('reminder.title', { lead: row.name || t('lead.noName') }).slice(0, 200)
        const body = t('reminder.body', { at: clock(work.due), company: row.company }).slice(0, 500)
        telling.notify({ title, body, lead: row.id })
      }
    })
  }, [telling, callbacks, mine, now, onCall, screen, t])
}
