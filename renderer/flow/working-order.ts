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
  /** It is in the list no more: its turn is none. */
  isOut?: true
}

/** When a lead's place may change next: an ISO instant. */
interface Turn {
  one: Placed
  at: string
}

/** Rows that were put in order at a moment (epoch milliseconds), and what came of it. */
interface Known {
  rows: readonly LeadRow[]
  now: number
  placed: readonly Placed[]
  queue: LeadRow[]
  /** Of all whose place may change until `ahead` (ISO), the next first. */
  turns: readonly Turn[]
  /** Those that came since, in no order. */
  more: readonly Turn[]
  ahead: string
}

const UNKNOWN: Known = {
  rows: [],
  now: Number.NEGATIVE_INFINITY,
  placed: [],
  queue: [],
  turns: [],
  more: [],
  ahead: '',
}

/** Turns are known for so long ahead. */
const AHEAD_MS = 3_600_000
/** So few are taken out of a list, or put into it, one by one. */
const FEW = 50
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
    const isAhead = soon <= known.ahead
    const ahead = isAhead ? known.ahead : new Date(now + AHEAD_MS).toISOString()
    const more: Turn[] = []
    const note = (one: Placed, next = nextChange(one.row, at)) => {
      if (next <= ahead) more.push({ one, at: next })
    }
    const fresh: Placed[] = []
    for (let i = 0; i < came.length; i++) {
      if (i % STEP === STEP - 1) yield
      if (!this.#isMine(came[i]!)) continue
      const one = placed(came[i]!, at)
      fresh.push(one)
      note(one)
    }
    const gone = new Set<LeadRow>()
    for (const row of left) if (this.#isMine(row)) gone.add(row)
    const due = isAhead ? countUntil(known.turns, soon) : 0
    const looks = isAhead
      ? [...known.turns.slice(0, due), ...known.more]
      : known.placed.map((one) => ({ one, at: '' }))
    let looked = 0
    for (const turn of looks) {
      const { one } = turn
      if (gone.has(one.row) || one.isOut) continue
      if (turn.at > soon) {
        more.push(turn)
        continue
      }
      if (++looked % STEP === 0) yield
      const again = placed(one.row, at)
      if (again.rank === one.rank && again.due === one.due) {
        note(one)
        continue
      }
      gone.add(one.row)
      fresh.push(again)
      note(again)
    }
    const lists =
      gone.size === 0 && fresh.length === 0
        ? { placed: known.placed, queue: known.queue, out: [] }
        : gone.size <= FEW && fresh.length <= FEW
          ? changedByFew(known, gone, fresh)
          : yield* changed(known, gone, fresh)
    const rest = isAhead ? known.turns.slice(due) : []
    const isMany = more.length > FEW
    const turns = isMany ? yield* merge(rest, yield* sort(more, byTurn), byTurn) : rest
    const { placed: all, queue, out } = lists
    for (const one of out) one.isOut = true
    this.#known = { rows, now, placed: all, queue, turns, more: isMany ? [] : more, ahead }
    return queue
  }

  #isMine(row: LeadRow): boolean {
    return row.owner === this.#me && row.stage === 'open' && isToBeDone(row)
  }
}

const placed = (row: LeadRow, at: string): Placed => ({ row, ...placeOf(row, at) })

const byTurn = (a: Turn, b: Turn) => byText(a.at, b.at)

/** How many turns, in order, come until an instant. */
function countUntil(turns: readonly Turn[], soon: string): number {
  let count = 0
  while (count < turns.length && turns[count]!.at <= soon) count++
  return count
}

type Lists = Pick<Known, 'placed' | 'queue'>
interface Changed extends Lists {
  /** What is in them no more. */
  out: readonly Placed[]
}

function* changed(known: Lists, gone: ReadonlySet<LeadRow>, fresh: Placed[]): Steps<Changed> {
  const kept: Placed[] = []
  const out: Placed[] = []
  for (const one of known.placed) (gone.has(one.row) ? out : kept).push(one)
  const all = yield* merge(kept, yield* sort(fresh, compare), compare)
  return { placed: all, queue: all.map(({ row }) => row), out }
}

/** Nothing that stays is looked at. */
function changedByFew(known: Lists, gone: ReadonlySet<LeadRow>, fresh: readonly Placed[]): Changed {
  const all = known.placed.slice()
  const queue = known.queue.slice()
  const out: Placed[] = []
  for (const row of gone) {
    const place = queue.indexOf(row)
    out.push(...all.splice(place, 1))
    queue.splice(place, 1)
  }
  for (const one of fresh) {
    const place = firstAfter(one, all)
    all.splice(place, 0, one)
    queue.splice(place, 0, one.row)
  }
  return { placed: all, queue, out }
}

function firstAfter(one: Placed, all: readonly Placed[]): number {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(all[middle]!, one) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

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
