import { blockingKeys, type Subject } from '../../shared/lead/likeness.ts'
import { List } from '../db/memory/list.ts'
import type { LeadRow } from '../db/views.ts'
import { differenceOf } from './lists/difference.ts'
import { withPauses } from './lists/steps.ts'

/** Rows between two pauses: a few milliseconds of work. */
const CHUNK = 50
/** Rows with the same key that are looked up between two. */
const MEETINGS = 1000
/** Rows whose keys are sorted together: a few milliseconds, too. */
const SECTION = 10_000
/** Rows that came since the index was made, whose keys are kept beside it; with more, it is made anew. */
const MOST_CHANGED = 2000
const PLACE = 2 ** 20

/** Another one when it is made anew: who asks goes on with the one it began with. */
interface Made {
  rows: List<LeadRow>
  sections: readonly Float64Array[]
}

/**
 * Which rows share a blocking key, in 8 bytes a key: 32 bits of its hash above the row's place. Sharing a hash proves nothing; the
 * comparison that follows does. Made on the first question, in pieces, so that nothing waits for it.
 */
export class LikelyIndex {
  #made: Made = { rows: new List<LeadRow>([]), sections: [] }
  #building: Promise<void> | null = null
  #late: ReadonlyMap<LeadRow, readonly string[]> = new Map()

  /** Rows that may be the same person as `subject`, in no order. @param pause lets others have their turn */
  async find(rows: List<LeadRow>, subject: Subject, pause: () => Promise<void>): Promise<LeadRow[]> {
    let made = this.#made
    let since = await withPauses(differenceOf(made.rows, rows), pause)
    if (since.came.length > MOST_CHANGED) {
      this.#building ??= this.#build(rows, pause).finally(() => {
        this.#building = null
      })
      await this.#building
      made = this.#made
      since = await withPauses(differenceOf(made.rows, rows), pause)
    }
    const { left, came } = since
    const keys = new Set(blockingKeys(subject))
    const found = new Set<LeadRow>()
    let met = 0
    for (const [row, own] of await this.#keysOfLate(came, pause))
      if (own.some((key) => keys.has(key))) found.add(row)
    for (const key of keys) {
      const from = hash(key) * PLACE
      for (const entries of made.sections)
        for (let i = firstFrom(entries, from); (entries[i] ?? Infinity) < from + PLACE; i += 1) {
          // Of a big company's address there are thousands.
          if (++met % MEETINGS === 0) await pause()
          const row = made.rows.at(entries[i]! - from)
          if (row && !left.has(row)) found.add(row)
        }
    }
    return [...found]
  }

  /** Of each row they are worked out once. */
  async #keysOfLate(
    came: readonly LeadRow[],
    pause: () => Promise<void>,
  ): Promise<ReadonlyMap<LeadRow, readonly string[]>> {
    const late = new Map<LeadRow, readonly string[]>()
    let fresh = 0
    for (const row of came) {
      const known = this.#late.get(row)
      if (!known && ++fresh % CHUNK === 0) await pause()
      late.set(row, known ?? keysOf(row))
    }
    this.#late = late
    return late
  }

  async #build(rows: List<LeadRow>, pause: () => Promise<void>): Promise<void> {
    const sections: Float64Array[] = []
    for (let from = 0; from < rows.length; from += SECTION) {
      const entries: number[] = []
      for (const [i, row] of rows.slice(from, from + SECTION).entries()) {
        if (i % CHUNK === CHUNK - 1) await pause()
        for (const key of keysOf(row)) entries.push(hash(key) * PLACE + from + i)
      }
      sections.push(new Float64Array(entries).sort())
    }
    this.#made = { rows, sections }
  }
}

function firstFrom(entries: Float64Array, value: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

const keysOf = (row: LeadRow): readonly string[] => blockingKeys(subjectOfRow(row))

/** As much of a subject as its row tells: enough to find it, not to judge it. */
export function subjectOfRow(row: LeadRow): Subject {
  const words = row.name.split(' ')
  const named = row.name !== row.email && row.name !== row.company
  return {
    id: row.id,
    firstName: named ? words.slice(0, -1).join(' ') : '',
    lastName: named ? (words.at(-1) ?? '') : '',
    company: row.company,
    email: row.email,
    website: '',
    phones: row.phone === '' ? [] : [row.phone],
    country: '',
    postalCode: '',
  }
}

/** FNV-1a, 32 bits. */
function hash(key: string): number {
  let bits = 0x811c9dc5
  for (let i = 0; i < key.length; i += 1) bits = Math.imul(bits ^ key.charCodeAt(i), 0x01000193)
  return bits >>> 0
}
