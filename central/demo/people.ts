import type { NewPerson } from '../store/people.ts'

/** Of every demo account. */
export const DEMO_PASSWORD = 'leadwright'

export const DEMO_PEOPLE = [
  { id: 'ana', name: 'Ana Moreira', email: 'ana@leadwright.example', role: 'agent' },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@leadwright.example', role: 'agent' },
  { id: 'chloe', name: 'Chloe Martin', email: 'chloe@leadwright.example', role: 'agent' },
  { id: 'deepak', name: 'Deepak Rao', email: 'deepak@leadwright.example', role: 'agent' },
  { id: 'jo', name: 'Jo Brandt', email: 'jo@leadwright.example', role: 'supervisor' },
  { id: 'sam', name: 'Sam Lee', email: 'sam@leadwright.example', role: 'administrator' },
] as const satisfies Omit<NewPerson, 'password'>[]

/** Gives the others their leads. */
export const DEMO_SUPERVISOR = { ...DEMO_PEOPLE[4], active: true, team: null }
