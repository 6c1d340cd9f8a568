import { type Person, supervises } from '../shared/sync/protocol.ts'
import { seesAll } from './auth/may-see.ts'
import type { Poke } from './store/feed.ts'

export interface PokeLine {
  person: Person
  device: string
  /** Tells the device to ask for changes. */
  poke(): void
  end(): void
}

/** The open poke lines of this process. */
export class PokeLines {
  private readonly lines = new Set<PokeLine>()

  /** Returns what closes it. */
  open(line: PokeLine): () => void {
    this.lines.add(line)
    return () => this.lines.delete(line)
  }

  /**
   * Reaches those whose view changed: an agent's own leads, a receiver's team's hand-offs, a supervisor's team; who sees everything always.
   * The devices whose rounds changed it have that in their answers.
   */
  deliver({ owners, teams = [], watch, by = [] }: Poke): void {
    for (const line of this.lines) {
      const { id, role, team } = line.person
      if (by.some((b) => b.person === id && b.device === line.device)) continue
      const isOfTeam = role === 'inbox' && team !== null && teams.includes(team)
      const watches =
        supervises(role) &&
        (watch === 'all' || seesAll(line.person) || (team !== null && watch.includes(team)))
      if (owners === 'all' || watches || isOfTeam || owners.includes(id)) line.poke()
    }
  }

  count(): number {
    return this.lines.size
  }

  devices(): { person: string; device: string }[] {
    return [...this.lines].map(({ person, device }) => ({ person: person.id, device }))
  }

  endAll(): void {
    for (const line of this.lines) line.end()
  }
}
