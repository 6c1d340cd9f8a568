import type { LeadRow } from '../db/views.ts'
import { differenceOf } from './lists/difference.ts'
import { merge } from './lists/merge.ts'
import { finish } from './lists/steps.ts'
import { isToBeDone, placeOf } from './workable.ts'

/** A lead and what it is put in order by. */
interface Placed {
  row: LeadRow
  rank: number
  due: string
  /** The next instant (ISO) that may change its place; beyond all of them where none does. */
  changes: string
}

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
  #rows: readonly LeadRow[] = []
  #now = Number.NEGATIVE_INFINITY
  #placed: readonly Placed[] = []
  #queue: LeadRow[] = []

  /** @param me person id */
  constructor(me: string) {
    this.#me = me
  }

  /** @param now epoch milliseconds */
  of(rows: readonly LeadRow[], now: number): LeadRow[] {
    // A clock set back may undo what had come due.
    if (now < this.#now) this.#start()
    const at = new Date(now).toISOString()
    const soon = new Date(now + NEAR_MS).toISOString()
    const { left, came } = differenceOf(this.#rows, rows)
    const fresh = came.filter((row) => this.#isMine(row)).map((row) => placed(row, at))
    const kept: Placed[] = []
    for (const one of this.#placed) {
      if (left.has(one.row)) continue
      const again = one.changes <= soon ? placed(one.row, at) : one
      if (again.rank === one.rank && again.due === one.due) kept.push(again)
      else fresh.push(again)
    }
    if (fresh.length > 0 || kept.length < this.#placed.length) {
      this.#placed = finish(merge(kept, fresh.sort(compare), compare))
      this.#queue = this.#placed.map(({ row }) => row)
    } else this.#placed = kept
    this.#rows = rows
    this.#now = now
    return this.#queue
  }

  #start(): void {
    this.#rows = []
    this.#placed = []
    this.#queue = []
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
