import { DAY, dayOf, isZone } from '../contact/clock.ts'
import { holidayOf } from '../contact/holidays.ts'
import { intersection, joined, type Span } from '../contact/spans.ts'
import { zoneSpans } from '../contact/zone-spans.ts'
import type { WorkingCalendar } from './calendar.ts'

/** Spans are kept by pages of so many milliseconds. */
export const PAGE = 28 * DAY

const known = new WeakMap<WorkingCalendar, Map<number, readonly Span[]>>()

/**
 * The working time within [page, page + 1) x PAGE in epoch milliseconds; none in a zone the platform does not know. Remembered for the
 * calendar: a queue of many leads is counted by a few of them. A calendar is therefore never changed in place.
 */
export function workingSpans(calendar: WorkingCalendar, page: number): readonly Span[] {
  const pages = known.get(calendar) ?? new Map<number, readonly Span[]>()
  known.set(calendar, pages)
  const before = pages.get(page)
  if (before) return before
  const spans = spansOf(calendar, page * PAGE, (page + 1) * PAGE)
  pages.set(page, spans)
  return spans
}

function spansOf(calendar: WorkingCalendar, from: number, to: number): Span[] {
  const { zone, week, holidays } = calendar
  if (!isZone(zone)) return []
  const working = zoneSpans(zone, from, to, (local) => {
    const { day, weekday } = dayOf(local)
    if (holidays !== null && holidayOf(holidays, day) !== null) return []
    return ordered(week[String(weekday)] ?? [])
  })
  return intersection(working, present(calendar, from, to))
}

const ordered = (windows: readonly Span[]): Span[] => joined([...windows].sort((a, b) => a[0] - b[0]))

/** What the absences leave of [from, to). */
function present({ absences }: WorkingCalendar, from: number, to: number): Span[] {
  const away = ordered(
    absences.map((a): Span => [Date.parse(a.from), Date.parse(a.to)]).filter(([start, end]) => start < end),
  )
  const edges = [from, ...away.flat(), to]
  const spans: Span[] = []
  for (let i = 0; i < edges.length; i += 2)
    spans.push([Math.max(edges[i]!, from), Math.min(edges[i + 1]!, to)])
  return spans.filter(([start, end]) => start < end)
}
