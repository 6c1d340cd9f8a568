import { expect, it } from 'vitest'
import { byName } from '../../../renderer/ui/format/order.ts'

it('[UI94] names stand where people look for them: case and accents aside, numbers as numbers', () => {
  const names = ['Zoë', 'Team 10', 'ångström', 'Team 2', 'Anders', 'Ölund', 'Oduya', 'van Dijk']
  const sorted = byName(names.map((name) => ({ name }))).map((n) => n.name)
  expect(sorted).toEqual(['Anders', 'ångström', 'Oduya', 'Ölund', 'Team 2', 'Team 10', 'van Dijk', 'Zoë'])
})
