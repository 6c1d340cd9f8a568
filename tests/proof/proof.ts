import type { Databases } from './support/databases.ts'

/** 'test': the smallest, within npm test; 'short': minutes; 'full': what is promised. */
export type Size = 'test' | 'short' | 'full'

export interface Asked {
  size: Size
  /** Replay of one seed alone, or the first of `--seeds`; null: all of the size. */
  seed: number | null
  /** Other sizes than usual: --agents 5. */
  sizes: ReadonlyMap<string, number>
  /** A part of it alone, as the proof names its parts. */
  part?: string | null
  /** Databases on a server that this run has for itself. */
  databases: Databases
  /** A line of progress. */
  say(line: string): void
}

export interface Outcome {
  /** What was done, in words. */
  size: string
  seeds: string
  /** Each with what replays it; empty when the proof holds. */
  failures: string[]
  /** Figures worth keeping. */
  note: string
}

export interface Proof {
  name: string
  /** It opens browsers: its smallest form is run by tests/e2e. */
  inBrowsers?: true
  run(asked: Asked): Promise<Outcome>
}

/** The seeds to run: as many as usual, the one that is replayed, or with --seeds so many from there on. */
export function seedsOf({ seed, sizes }: Pick<Asked, 'seed' | 'sizes'>, usual: number): number[] {
  const count = sizes.get('seeds') ?? (seed === null ? usual : 1)
  return Array.from({ length: count }, (_, n) => (seed ?? 1) + n)
}

export const seedsText = (seeds: readonly number[]): string =>
  seeds.length === 1 ? `${seeds[0]}` : `${seeds[0]} to ${seeds.at(-1)}`
