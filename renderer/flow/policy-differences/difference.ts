import type { RouteId } from '../../../shared/lead/route.ts'
import type { Disposition, OwnField, Policy } from '../../../shared/policy/policy.ts'
import type { Sla, SlaStep } from '../../../shared/policy/sla.ts'

interface Between<T> {
  before: T
  after: T
}

/** Where in the editor it stands. */
export const PARTS = ['score', 'own', 'channels', 'calls', 'words'] as const
export type Part = (typeof PARTS)[number]

type Attempts = NonNullable<Policy['contact']>['attempts']
export type Stretches = readonly (readonly [number, number])[]
type Rule = { route: RouteId; words: string }

/**
 * One thing that two policies have otherwise. `what`: in whose words it is told. Fields, answers and outcomes by their labels; null: it
 * is not there.
 */
export type Difference =
  | ({ what: 'name' } & Between<string>)
  | ({ what: 'weight'; dimension: string } & Between<number | null>)
  | ({ what: 'dimension' } & Between<string>)
  | ({ what: 'counts'; field: string } & Between<boolean>)
  | ({ what: 'countsTo'; field: string } & Between<string | null>)
  | ({ what: 'points'; field: string; answer: string } & Between<number | null>)
  /** Of the dimension's points, or of the field's; told where the points come to the same. */
  | ({ what: 'share'; field: string; answer: string | null } & Between<number>)
  | ({ what: 'end'; field: string; answer: string } & Between<number | null>)
  | ({ what: 'chances'; field: string } & Between<{ answer: string; share: number | null }[]>)
  | ({ what: 'question'; field: string } & Between<string | null>)
  | ({ what: 'fading' | 'stale' | 'reask'; field: string } & Between<number | null>)
  | ({ what: 'rule'; at: number } & Between<Rule | null>)
  | ({ what: 'own'; field: string } & Between<OwnField | null>)
  | ({ what: 'channel'; route: RouteId } & Between<Policy['routes'][RouteId]['channel']>)
  | ({ what: 'requires'; route: RouteId } & Between<readonly ('phone' | 'email')[]>)
  | ({ what: 'limit' | 'cost'; route: RouteId } & Between<number | null>)
  | ({ what: 'step'; route: RouteId; step: SlaStep } & Between<Sla | null>)
  | ({ what: 'territories' } & Between<readonly string[]>)
  | ({ what: 'zone' | 'holidays' } & Between<string | null>)
  /** null: around the clock. */
  | ({ what: 'workDay'; day: string } & Between<Stretches | null>)
  | ({ what: 'absences' } & Between<number>)
  | ({ what: 'outcome'; outcome: string } & Between<Disposition | null>)
  | ({ what: 'outcomeOrder' | 'objectionOrder' } & Between<readonly string[]>)
  /** null: as the law has it. */
  | ({ what: 'callDay'; day: string } & Between<Stretches | null>)
  | ({ what: 'tries' } & Between<Attempts>)
  | ({ what: 'onHolidays' | 'callFirst' | 'roleAddresses' | 'disposableAddresses' } & Between<boolean>)
  | ({ what: 'attempts' | 'wrapUp' } & Between<number | null>)
  | ({ what: 'opening' | 'closing' } & Between<string>)
  | ({ what: 'objection'; says: string } & Between<string | null>)
  | ({ what: 'consentText'; for: 'phone' | 'email' } & Between<string>)

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The difference where there is one. */
export const when = <D extends Difference>(difference: D): D[] =>
  isSame(difference.before, difference.after) ? [] : [difference]
