import { useEffect, useRef } from 'react'
import { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { differenceOf } from '../../flow/lists/difference.ts'
import { inTurns, STEP, type Steps } from '../../flow/lists/steps.ts'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import type { Telling } from './use-notifier.ts'

/** Null: it is in the queue; else the version of owner and stage that it left with: another one, and it was elsewhere meanwhile. */
type Known = Map<string, number | null>

/**
 * Leads that somebody else gave, or gave back, to this person are told, several as one, and during a call after it. Not told: what is there when the
 * desk is opened, what one took or added oneself, and what only comes back into sight.
 */
export function useAssigned(mine: List<LeadRow>, onCall: boolean, telling: Telling): void {
  const t = useT()
  const { screen } = useParts()
  const { reader, me } = useDesk()
  const synced = useScreen((s) => s.sync.lastSyncedAt !== null)
  const known = useRef<Known | null>(null)
  const waiting = useRef<string[]>([])
  const before = useRef(new List<LeadRow>([]))
  useEffect(() => {
    // Until central has sent what there is, nothing is new. What is shown may come behind what is there by then.
    if (!synced) return
    if (known.current === null)
      return inTurns(knownFirst(reader.list(), mine, me.id), (first) => {
        known.current = first
        before.current = mine
      })
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
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
      const isBack = first.work.do === 'call' && first.work.why === 'returned'
      const one = isBack ? 'assigned.sentBack' : 'assigned.one'
      const body = t(fresh.length === 1 ? one : 'assigned.first', { lead }).slice(0, 500)
      telling.notify({ title, body, lead: first.id })
    }
    const follow = followed(known.current, before.current, mine, waiting.current)
    const off = inTurns(follow, () => {
      before.current = mine
      // One that was taken from the pool is named a moment after it is here.
      if (!onCall && waiting.current.length > 0) timer = setTimeout(tell, 1000)
    })
    return () => {
      off()
      clearTimeout(timer)
    }
  }, [mine, synced, onCall, reader, me, screen, t, telling])
}

/** What is there when the desk is opened. */
function* knownFirst(rows: Iterable<LeadRow>, mine: Iterable<LeadRow>, me: string): Steps<Known> {
  let looked = 0
  const known: Known = new Map()
  for (const row of rows) {
    if (++looked % STEP === 0) yield
    if (row.owner === me) known.set(row.id, row.version)
  }
  for (const { id } of mine) {
    if (++looked % STEP === 0) yield
    known.set(id, null)
  }
  return known
}

/** Keeps what is known in step with the rows: notes ids that are new or were elsewhere meanwhile, but for those one brought here oneself. */
function* followed(known: Known, before: List<LeadRow>, mine: List<LeadRow>, fresh: string[]): Steps<void> {
  const { left, came } = yield* differenceOf(before, mine)
  let looked = 0
  const back = new Set<string>()
  for (const { id } of came) {
    if (++looked % STEP === 0) yield
    back.add(id)
  }
  for (const { id, version } of left) {
    if (++looked % STEP === 0) yield
    if (!back.has(id)) known.set(id, version)
  }
  for (const { id, version, pending } of came) {
    if (++looked % STEP === 0) yield
    const was = known.get(id)
    known.set(id, null)
    if (was !== null && was !== version && !pending) fresh.push(id)
  }
}
