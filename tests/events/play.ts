import fc from '../setup/fc.ts'
import { Desk, Log, type Step } from './desks.ts'

const pick = fc.nat({ max: 9 })
const value = fc.constantFrom('a', 'bb', 'ccc')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('respond' as const), lead: fc.integer({ min: 1, max: 5 }), value }),
  fc.record({ do: fc.constant('answer' as const), lead: pick, value }),
  fc.record({ do: fc.constant('call' as const), lead: pick, doNotCall: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), lead: pick, other: pick }) },
  fc.record({ do: fc.constant('undo' as const), merge: pick }),
  fc.record({ do: fc.constant('keepApart' as const), lead: pick, other: pick }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sync' as const), again: fc.nat({ max: 2 }) }) },
)
/** Which desk does what. */
export const run = fc.array(fc.tuple(fc.nat({ max: 2 }), step), { minLength: 6, maxLength: 40 })

export interface Ended {
  desks: Desk[]
  log: Log
}

/** Two to five leads are there from the start; then three desks do what they do, and at last everybody has everything. */
export function play(steps: [number, Step][]): Ended {
  const log = new Log()
  const next = { event: 0, minute: 0 }
  const desks = ['d1', 'd2', 'd3'].map((name) => new Desk(name, log, next))
  desks[0]!.take({ do: 'respond', lead: 1, value: 'a' })
  desks[1]!.take({ do: 'respond', lead: 2, value: 'bb' })
  for (const [desk, what] of steps) desks[desk]!.take(what)
  return { desks: synced(desks), log }
}

/** Everybody sends and gets everything. */
export function synced(desks: Desk[]): Desk[] {
  for (let round = 0; round < 2; round += 1) for (const d of desks) d.sync()
  return desks
}
