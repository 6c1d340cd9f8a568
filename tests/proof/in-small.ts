import { expect, it } from 'vitest'
import type { Proof } from './proof.ts'
import type { Databases } from './support/databases.ts'

/** A test of the smallest form of each. @param databases called when the tests run */
export const inSmall = (proofs: readonly Proof[], databases: () => Databases): void =>
  it.each(proofs)(
    '$name',
    async (proof) => {
      const { failures } = await proof.run({
        size: 'test',
        seed: null,
        sizes: new Map(),
        databases: databases(),
        say: () => undefined,
      })
      expect(failures).toEqual([])
    },
    300_000,
  )
