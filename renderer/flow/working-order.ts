import type { LeadRow } from '../db/views.ts'
import { differenceOf } from './lists/difference.ts'
import { merge } from './lists/merge.ts'
import { sort } from './lists/sort.ts'
import { finish, STEP, type Steps } from './lists/steps.ts'
import { isToBeDone, placeOf } from './workable.ts'

/** A lead and what it is put in order by. */
interface Placed {
  row: LeadRow
  rank: number
  due: string
  /** The next instant (ISO) that may change its place; beyond all of them where none does. */
  changes: string
}

/** Rows that were put in order at a moment (epoch milliseconds), and what came of it. */
interface Known {
  rows: readonly LeadRow[]
  now: number
  placed: readonly Placed[]
  queue: LeadRow[]
}

const UNKNOWN: Known = { rows: [], now: Number.NEGATIVE_INFINITY, placed: [], queue: [] }

/** What is due or opens is looked at again from so long before. */
const NEAR_MS = 30_000
const NEVER = '~'

/**
 * A person's leads that something is to be done with, in working order: the call to wrap up, callbacks due, what is past due, then what
 * may be called now, due soonest first, then what is for later or may only be called later, by when it opens, and last who can not be
 * called at all. Equal ones keep the order of capture, then of id. It is kept: of a change only the leads are placed anew that changed,
 * or that the hour moves. The same array while nothing moved.
 */
export class WorkingOrder {
  readonly #me: string
  #known: Known = UNKNOWN

  /** @param me person id */
  constructor(me: string) {
    this.#me = me
  }

  /** @param now epoch milliseconds */
  of(rows: readonly LeadRow[], now: number): LeadRow[] {
    return finish(this.steps(rows, now))
  }

  /** The same a step at a time; given up before its end, it has changed nothing. @param now epoch milliseconds */
  *steps(rows: readonly LeadRow[], now: number): Steps<LeadRow[]> {
    // A clock set back may undo what had come due.
    const known = now < this.#known.now ? UNKNOWN : this.#known
    const at = new Date(now).toISOString()
    const soon = new Date(now + NEAR_MS).toISOString()
    const { left, came } = differenceOf(known.rows, rows)
    const fresh: Placed[] = []
    for (let i = 0; i < came.length; i++) {
      if (i % STEP === STEP - 1) yield
      if (this.#isMine(came[i]!)) fresh.push(placed(came[i]!, at))
    }
    const kept: Placed[] = []
    let looked = 0
    for (const one of known.placed) {
      if (left.has(one.row)) continue
      if (one.changes > soon) {
        kept.push(one)
        continue
      }
      if (++looked % STEP === 0) yield
      const again = placed(one.row, at)
      if (again.rank === one.rank && again.due === one.due) kept.push(again)
      else fresh.push(again)
    }
    const isSame = fresh.length === 0 && kept.length === known.placed.length
    const all = isSame ? kept : yield* merge(kept, yield* sort(fresh, compare), compare)
    const queue = isSame ? known.queue : all.map(({ row }) => row)
    this.#known = { rows, now, placed: all, queue }
    return queue
  }

  #isMine(row: LeadRow): boolean {
    return row.owner === this.#me && row.stage === 'open' && isToBeDone(row)
  }
}

const placed = (row: LeadRow, at: string): Placed => ({
  row,
  ...placeOf(row, at),
  changes: nextChange(row, at),
})

/** Of all that `placeOf` compares the hour with: the next that is still to come. */
function nextChange({ work, due, contact }: LeadRow, at: string): string {
  const opening = contact?.openings.find((o) => at < o.to)
  const instants = [due, 'due' in work ? work.due : '', opening?.from ?? '', opening?.to ?? '']
  return instants.reduce((next, c) => (c >= at && c < next ? c : next), NEVER)
}

function compare(a: Placed, b: Placed): number {
  return (
    a.rank - b.rank ||
    byText(a.due, b.due) ||
    byText(a.row.capturedAt, b.row.capturedAt) ||
    byText(a.row.id, b.row.id)
  )
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
