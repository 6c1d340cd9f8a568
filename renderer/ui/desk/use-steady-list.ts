import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { LeadRow } from '../../db/views.ts'

/**
 * Keeps the list from jumping under the hand when leads change their places: the line under the pointer, else the open lead where it
 * is in sight, stays where it was on screen.
 * @param rowHeight pixels
 */
export function useSteadyList(
  scroller: RefObject<HTMLElement | null>,
  queue: readonly LeadRow[],
  leadId: string | null,
  rowHeight: number,
): void {
  const before = useRef({ queue, leadId })
  useLayoutEffect(() => {
    const was = before.current
    before.current = { queue, leadId }
    const list = scroller.current
    if (!list || was.queue === queue || was.leadId !== leadId) return
    const held = heldLine(list, was.queue, leadId, rowHeight)
    const now = held === null ? -1 : queue.findIndex((r) => r.id === was.queue[held]?.id)
    if (held !== null && now >= 0) list.scrollTop += (now - held) * rowHeight
  }, [scroller, queue, leadId, rowHeight])
}

/** The place of the line to hold; null when none is. */
function heldLine(list: HTMLElement, queue: readonly LeadRow[], leadId: string | null, rowHeight: number) {
  const hovered = list.querySelector('[role="option"]:hover')?.getAttribute('aria-posinset')
  if (hovered) return Number(hovered) - 1
  const open = queue.findIndex((r) => r.id === leadId)
  const top = open * rowHeight - list.scrollTop
  return open >= 0 && top > -rowHeight && top < list.clientHeight ? open : null
}
