import { List } from '../db/memory/list.ts'
import type { LeadRow } from '../db/views.ts'
import { differenceOf } from './lists/difference.ts'
import { NEVER } from './lists/look.ts'
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
interface Known extends Lists {
  rows: List<LeadRow>
  now: number
  /** Of all whose place may change until `ahead` (ISO), the next first; those before `next` had theirs. */
  turns: readonly Turn[]
  next: number
  /** Those that came since, in no order. */
  more: readonly Turn[]
  ahead: string
}

/** In the same order, at the same places. */
interface Lists {
  placed: List<Placed>
  queue: List<LeadRow>
}

const UNKNOWN: Known = {
  rows: new List<LeadRow>([]),
  now: Number.NEGATIVE_INFINITY,
  placed: new List<Placed>([]),
  queue: new List<LeadRow>([]),
  turns: [],
  next: 0,
  more: [],
  ahead: '',
}

/** Turns are known for so long ahead. */
const AHEAD_MS = 3_600_000
/** So few are taken out of a list, or put into it, one by one. */
const FEW = 50
/** What is due or opens is looked at again from so long before. */
const NEAR_MS = 30_000

/**
 * A person's leads that something is to be done with, in working order: the call to wrap up, callbacks due, what is past due, then what
 * may be called now, due soonest first, then what is for later or may only be called later, by when it opens, and last who can not be
 * called at all. Equal ones keep the order of capture, then of id. It is kept: of a change only the leads are placed anew that changed,
 * or that the hour moves. The same list while nothing moved.
 */
export class WorkingOrder {
  readonly #me: string
  #known: Known = UNKNOWN

  /** @param me person id */
  constructor(me: string) {
    this.#me = me
  }

  /** @param now epoch milliseconds */
  of(rows: List<LeadRow>, now: number): List<LeadRow> {
    return finish(this.steps(rows, now))
  }

  /** The same a step at a time; given up before its end, it has changed nothing. @param now epoch milliseconds */
  *steps(rows: List<LeadRow>, now: number): Steps<List<LeadRow>> {
    // A clock set back may undo what had come due.
    const known = now < this.#known.now ? UNKNOWN : this.#known
    const at = new Date(now).toISOString()
    const soon = new Date(now + NEAR_MS).toISOString()
    const { left, came } = yield* differenceOf(known.rows, rows)
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
    let looked = 0
    for (const row of left) {
      if (++looked % STEP === 0) yield
      if (this.#isMine(row)) gone.add(row)
    }
    const due = isAhead ? firstAfterSoon(known.turns, known.next, soon) : 0
    for (const turn of isAhead ? dueTurns(known, due) : turnsOfAll(known)) {
      if (++looked % STEP === 0) yield
      const { one } = turn
      if (gone.has(one.row) || one.isOut) continue
      if (turn.at > soon) {
        more.push(turn)
        continue
      }
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
    const isMany = more.length > FEW
    const rest = isAhead ? { turns: known.turns, next: due } : { turns: [], next: 0 }
    const turns = isMany
      ? { turns: yield* merge(rest.turns.slice(rest.next), yield* sort(more, byTurn), byTurn), next: 0 }
      : rest
    const { placed: all, queue, out } = lists
    for (const one of out) one.isOut = true
    this.#known = { rows, now, placed: all, queue, ...turns, more: isMany ? [] : more, ahead }
    return queue
  }

  #isMine(row: LeadRow): boolean {
    return row.owner === this.#me && row.stage === 'open' && isToBeDone(row)
  }
}

const placed = (row: LeadRow, at: string): Placed => ({ row, ...placeOf(row, at) })

const byTurn = (a: Turn, b: Turn) => byText(a.at, b.at)

/** The place of the first turn, from one on, that comes after an instant. */
function firstAfterSoon(turns: readonly Turn[], from: number, soon: string): number {
  let place = from
  while (place < turns.length && turns[place]!.at <= soon) place++
  return place
}

/** The turns that have come, and those that came in no order. @param due the place of the first that has not */
function* dueTurns({ turns, next, more }: Known, due: number): Generator<Turn, void> {
  for (let place = next; place < due; place++) yield turns[place]!
  yield* more
}

function* turnsOfAll({ placed }: Known): Generator<Turn, void> {
  for (const one of placed) yield { one, at: '' }
}

interface Changed extends Lists {
  /** What is in them no more. */
  out: readonly Placed[]
}

function* changed(known: Lists, gone: ReadonlySet<LeadRow>, fresh: Placed[]): Steps<Changed> {
  const kept: Placed[] = []
  const out: Placed[] = []
  for (const piece of known.placed.pieces) {
    for (const one of piece) (gone.has(one.row) ? out : kept).push(one)
    yield
  }
  const placed = yield* merge(kept, yield* sort(fresh, compare), compare)
  const queue: LeadRow[] = []
  for (let i = 0; i < placed.length; i++) {
    if (i % STEP === STEP - 1) yield
    queue.push(placed[i]!.row)
  }
  return { placed: List.of(placed), queue: List.of(queue), out }
}

/** What stays shares its pieces with what was there before. */
function changedByFew(known: Lists, gone: ReadonlySet<LeadRow>, fresh: readonly Placed[]): Changed {
  let { placed, queue } = known
  const out: Placed[] = []
  for (const row of gone) {
    const place = queue.indexOf(row)
    out.push(placed.at(place)!)
    placed = placed.without(place)
    queue = queue.without(place)
  }
  for (const one of fresh) {
    const place = firstAfter(one, placed)
    placed = placed.inserted(place, one)
    queue = queue.inserted(place, one.row)
  }
  return { placed, queue, out }
}

function firstAfter(one: Placed, all: List<Placed>): number {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(all.at(middle)!, one) <= 0) low = middle + 1
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
