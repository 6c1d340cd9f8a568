import { useEffect, useRef } from 'react'
import type { Desktop } from '../../../shared/ipc/contract.ts'
import type { LeadRow } from '../../db/views.ts'
import { useT } from '../context.tsx'
import { clock } from '../format/time.ts'

/**
 * The desktop's badge counts the callbacks that are due, and each is announced once when it comes due; during a call it
 * waits until the call is finished. What is due when the desk is opened is counted only. A browser does neither.
 */
export function useReminders(
  desktop: Desktop | undefined,
  mine: readonly LeadRow[],
  now: number,
  onCall: boolean,
  onFailure: (error: unknown) => void,
): void {
  const t = useT()
  const announced = useRef<Set<string> | null>(null)
  const badge = useRef(-1)
  useEffect(() => {
    if (!desktop) return
    const due = mine.flatMap((row) =>
      row.work.do === 'callback' && Date.parse(row.work.due) <= now ? [{ row, work: row.work }] : [],
    )
    if (badge.current !== due.length) {
      badge.current = due.length
      desktop.invoke('badge', due.length).catch(onFailure)
    }
    const key = ({ work }: (typeof due)[number]) => `${work.callback} ${work.due}`
    if (announced.current === null) announced.current = new Set(due.map(key))
    if (onCall) return
    for (const one of due) {
      if (announced.current.has(key(one))) continue
      announced.current.add(key(one))
      const { row, work } = one
      desktop
        .invoke('notify', {
          title: t('reminder.title', { lead: row.name || t('lead.noName') }).slice(0, 200),
          body: t('reminder.body', { at: clock(work.due), company: row.company }).slice(0, 500),
        })
        .catch(onFailure)
    }
  }, [desktop, mine, now, onCall, onFailure, t])
}
