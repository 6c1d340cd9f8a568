import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { followed } from '../../flow/lists/kept-place.ts'

/**
 * Keeps the list from jumping under the hand when leads change their places: the line under the pointer, else the open lead where it
 * is in sight, stays where it was on screen.
 * @param place of the open lead; -1: it is not in the queue @param rowHeight pixels
 */
export function useSteadyList(
  scroller: RefObject<HTMLElement | null>,
  queue: List<LeadRow>,
  leadId: string | null,
  place: number,
  rowHeight: number,
): void {
  const before = useRef({ queue, leadId, place })
  useLayoutEffect(() => {
    const was = before.current
    before.current = { queue, leadId, place }
    const list = scroller.current
    if (!list || was.queue === queue || was.leadId !== leadId) return
    const hovered = hoveredLine(list)
    const under = hovered === null ? undefined : was.queue.at(hovered)
    const from = hovered ?? was.place
    const to = under ? followed(was.queue, from, queue, under) : place
    // Asked only now: to know it the whole screen is laid out, for every answer before it is painted.
    if (to < 0 || to === from || (hovered === null && !isInSight(list, from, rowHeight))) return
    list.scrollTop += (to - from) * rowHeight
  }, [scroller, queue, leadId, place, rowHeight])
}

function hoveredLine(list: HTMLElement): number | null {
  const hovered = list.querySelector('[role="option"]:hover')?.getAttribute('aria-posinset')
  return hovered ? Number(hovered) - 1 : null
}

function isInSight(list: HTMLElement, place: number, rowHeight: number): boolean {
  const top = place * rowHeight - list.scrollTop
  return place >= 0 && top > -rowHeight && top < list.clientHeight
}
