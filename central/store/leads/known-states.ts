import type { Lead } from '../../../shared/lead/lead.ts'
import type { Written } from './write-leads.ts'

/** Of their JSON, in characters; the objects take half as much again. */
const MOST = 32 * 2 ** 20

interface Known {
  change: number
  state: Lead
  length: number
}

/**
 * Leads as desks' rounds last wrote them, by their change numbers: a lead that is worked comes again and again, and what is known need not
 * be fetched, unpacked and parsed. A number says which state it is, for a lead's state is never written without a new one; so what is
 * known holds, whoever else writes, as long as only what was committed comes in here.
 */
export class KnownStates {
  private readonly states = new Map<string, Known>()
  private length = 0

  constructor(private readonly most = MOST) {}

  /** Of these leads those that are known, as they were at a change number: they may have changed since. */
  among(ids: Iterable<string>): ReadonlyMap<string, Pick<Known, 'change' | 'state'>> {
    const found = new Map<string, Known>()
    for (const id of ids) {
      const known = this.states.get(id)
      if (known) found.set(id, known)
    }
    return found
  }

  /** Takes in what a transaction wrote that has been committed. */
  keep({ first, states, leads }: Written): void {
    for (const [i, state] of leads.entries()) {
      this.drop(state.id)
      const { length } = states[i]!
      this.states.set(state.id, { change: first + i, state, length })
      this.length += length
    }
    for (const id of this.states.keys()) {
      if (this.length <= this.most) return
      this.drop(id)
    }
  }

  /** After an erasure, and where the database may be another one. */
  clear(): void {
    this.states.clear()
    this.length = 0
  }

  private drop(id: string): void {
    this.length -= this.states.get(id)?.length ?? 0
    this.states.delete(id)
  }
}
